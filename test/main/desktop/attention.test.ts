import { expect, test } from 'vitest';
import type { LabEvent } from '../../../app/contract/contract.ts';
import type { Run } from '../../../app/run/run.ts';
import { watchRuns } from '../../../main/desktop/attention.ts';

function watched({ seen = false } = {}) {
  let tell: (event: LabEvent) => void = () => undefined;
  const said: string[] = [];
  const state = { progress: null as number | null, awake: false };
  const end = watchRuns(
    { subscribe: (listener) => ((tell = listener), () => said.push('ended')) },
    {
      progress: (share) => void (state.progress = share),
      awake: (needed) => void (state.awake = needed),
      seen: () => seen,
      notify: (title, body) => void said.push(`${title}: ${body}`),
    },
  );
  const run = (id: string, status: Run['status'], step: number, seconds: number | null = null): void => {
    const endedAt = seconds === null ? null : new Date(1000 * seconds).toISOString();
    const startedAt = new Date(0).toISOString();
    tell({
      type: 'run',
      run: { id, name: `run ${id}`, status, step, startedAt, endedAt, experiment: { steps: 100 } } as Run,
    });
  };
  return { run, said, state, end, tell };
}

test('the share of the steps of all active runs; awake while one computes', () => {
  const { run, state, tell } = watched();
  run('a', 'running', 50);
  expect(state).toEqual({ progress: 0.5, awake: true });
  run('b', 'queued', 0);
  expect(state).toEqual({ progress: 0.25, awake: true });
  run('a', 'paused', 60);
  expect(state).toEqual({ progress: 0.3, awake: false });
  run('a', 'finished', 100, 5);
  expect(state).toEqual({ progress: 0, awake: false });
  tell({ type: 'removed', ids: ['b'] });
  expect(state).toEqual({ progress: null, awake: false });
});

test('the end of a long run out of sight is told; of a short one, or in sight, not', () => {
  const out = watched();
  out.run('a', 'running', 1);
  out.run('a', 'diverged', 40, 61);
  out.run('b', 'running', 1);
  out.run('b', 'finished', 100, 59);
  out.run('c', 'finished', 100, 600); // was not computed here
  expect(out.said).toEqual(['run a diverged: After 40 steps.']);
  const inSight = watched({ seen: true });
  inSight.run('a', 'running', 1);
  inSight.run('a', 'finished', 100, 61);
  expect(inSight.said).toEqual([]);
});

test('nothing is left when the watch ends', () => {
  const { run, state, said, end } = watched();
  run('a', 'running', 50);
  end();
  expect([state, said]).toEqual([{ progress: null, awake: false }, ['ended']]);
});
