import { expect, it } from 'vitest';
import type { Run } from '../../../app/run/run.ts';
import { progress } from '../../../main/cli/progress.ts';
import { testTerminal } from './streams.ts';

function run(changes: Partial<Run>): Run {
  const experiment = { steps: 1000 } as Run['experiment'];
  return {
    id: 'a',
    name: 'SAM',
    status: 'running',
    phase: null,
    step: 0,
    seconds: 0,
    experiment,
    ...changes,
  } as Run;
}

it('says a line at the start and every ten seconds of computing where there is no terminal', () => {
  const terminal = testTerminal();
  const shown = progress(terminal, false);
  shown.show(run({ status: 'queued' }));
  for (let second = 0; second <= 25; second++) shown.show(run({ step: 10 * second, seconds: second }));
  shown.show(run({ status: 'finished', step: 1000, seconds: 100 }));
  shown.end();
  expect(terminal.err().trimEnd().split('\n')).toEqual([
    'SAM: step 0 of 1000, running',
    'SAM: step 100 of 1000, 10 steps/s, 1 min 30 s left',
    'SAM: step 200 of 1000, 10 steps/s, 1 min 20 s left',
  ]);
  expect(terminal.out()).toBe('');
});

const since = '2026-01-31T12:00:00.000Z';

it('says a line for what comes before the first step, once each', () => {
  const terminal = testTerminal();
  const shown = progress(terminal, false);
  const choosing = { kind: 'choosing', what: 'measuring onnx', since } as const;
  const compiling = { kind: 'compiling', what: 'tensorflow xla', since: since.replace('12', '13') } as const;
  for (const phase of [choosing, choosing, compiling, null]) shown.show(run({ phase }));
  shown.end();
  expect(terminal.err().trimEnd().split('\n')).toEqual([
    'SAM: choosing: measuring onnx',
    'SAM: compiling: tensorflow xla',
    'SAM: step 0 of 1000, running',
  ]);
});

it('draws a bar with rate and time left on a terminal', () => {
  const terminal = testTerminal();
  Object.assign(terminal.stderr, {
    isTTY: true,
    columns: 120,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  const shown = progress(terminal, false);
  shown.show(run({ id: 'c', phase: { kind: 'compiling', what: 'tensorflow xla', since } }));
  shown.show(run({ step: 250, seconds: 5 }));
  shown.show(run({ id: 'b', step: 7, seconds: 5, phase: { kind: 'stopping', what: '', since } }));
  shown.end();
  expect(terminal.err()).toMatch(/SAM █+░+ 25% \| 250\/1000 \| 50 steps\/s, 15\.0 s left/);
  expect(terminal.err()).toMatch(/0\/1000 \| compiling: tensorflow xla/);
  expect(terminal.err()).toMatch(/7\/1000 \| stopping…/);
  expect(terminal.out()).toBe('');
});

it('is silent when told to be quiet', () => {
  const terminal = testTerminal();
  const shown = progress(terminal, true);
  shown.show(run({}));
  shown.note('Stopping.');
  shown.end();
  expect(terminal.err()).toBe('');
});
