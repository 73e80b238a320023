import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../../app/contract/contract.ts';
import { noStudies } from '../../../app/study/kept.ts';
import { Kept } from '../../../renderer/state/kept.svelte.ts';
import { run } from '../run.ts';
import { StillLab } from '../still-lab.ts';

let kept: Kept;
let lab: StillLab;
let fails = false;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  fails = false;
  lab = new StillLab({
    'runs.events': ({ id }) => {
      if (fails) throw new LabError([{ code: 'unknown-run', place: '', message: 'There is no such run.' }]);
      return [{ step: 1, kind: 'spike', sentence: id }];
    },
    'runs.studies': () => noStudies,
  });
  kept = new Kept(lab);
});
afterEach(() => {
  kept.close();
  vi.useRealTimers();
});

const asked = (): number => lab.questions('runs.events').length;

test('events and studies of new runs are read at once, of changed ones at most every second', async () => {
  const a = run('a');
  expect(kept.events('a')).toBeNull();
  kept.follow([a, run('b')]);
  await vi.advanceTimersByTimeAsync(0);
  expect(kept.events('a')?.[0]?.sentence).toBe('a');
  expect(kept.studies('b')).toBe(noStudies);
  expect(asked()).toBe(2);
  for (let i = 0; i < 5; i++) {
    kept.follow([run('a', { step: i })]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked()).toBe(3);
});

test('what is kept anew of a run that has not changed is read at once', async () => {
  kept.follow([run('a'), run('b')]);
  await vi.advanceTimersByTimeAsync(0);
  kept.renew('a');
  await vi.advanceTimersByTimeAsync(0);
  expect(lab.questions('runs.studies')).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'a' }]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked()).toBe(3);
});

test('what cannot be read is said, and the next change asks again', async () => {
  fails = true;
  kept.follow([run('a')]);
  await vi.advanceTimersByTimeAsync(0);
  expect(kept.problem?.code).toBe('unknown-run');
  fails = false;
  kept.follow([run('a', { step: 5 })]);
  await vi.advanceTimersByTimeAsync(0);
  expect(kept.problem).toBeNull();
  expect(kept.events('a')).toHaveLength(1);
});

test('closed, nothing is read any more', async () => {
  kept.follow([run('a')]);
  kept.close();
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked()).toBe(0);
});
