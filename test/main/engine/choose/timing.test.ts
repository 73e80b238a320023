import { expect, test } from 'vitest';
import { timeCall, timeSteps } from '../../../../main/engine/choose/timing.ts';

/** A clock, and calls that take it forward: so many milliseconds a step, more a call, and more the first time. */
function machine({ step, call, first }: { step: number; call: number; first: number }) {
  let now = 0;
  const counts: number[] = [];
  return {
    counts,
    now: () => now,
    run: (count: number) => {
      now += count * step + call + (counts.length === 0 ? first : 0);
      counts.push(count);
      return Promise.resolve();
    },
  };
}

test('a step of a long run is timed in calls as a run makes them, the first one left behind', async () => {
  const { run, now, counts } = machine({ step: 0.01, call: 0.1, first: 80 });
  const { microseconds, thorough } = await timeSteps(run, 1e6, undefined, now);
  expect(microseconds).toBeCloseTo((2000 * 10 + 100) / 2000, 9); // the longest calls: 2000 steps
  expect(thorough).toBe(true);
  expect(counts.filter((count) => count === 2000).length).toBeGreaterThan(2);
});

test('a step of a large network is timed alone', async () => {
  const { run, now, counts } = machine({ step: 4000, call: 0, first: 0 });
  expect(await timeSteps(run, 1000, undefined, now)).toEqual({ microseconds: 4e6, thorough: true });
  expect(counts).toEqual([1]);
});

test('steps that a run does one by one are timed one by one', async () => {
  const { run, now, counts } = machine({ step: 0.5, call: 0.25, first: 3 });
  const { microseconds } = await timeSteps(run, 1e6, 1, now);
  expect(microseconds).toBeCloseTo(750, 9);
  expect(new Set(counts)).toEqual(new Set([1]));
});

test('a call is timed when it is warm', async () => {
  const { run, now, counts } = machine({ step: 2, call: 0, first: 9 });
  expect(await timeCall(() => run(1), now)).toBe(2000);
  expect(counts).toEqual([1, 1]);
});

test.each([1, 5, 400, 3000])(
  'of a run of %i steps at most a tenth is spent on it, or four',
  async (steps) => {
    const { run, now, counts } = machine({ step: 0.001, call: 0.02, first: 5 });
    const { thorough } = await timeSteps(run, steps, undefined, now);
    const done = counts.reduce((sum, count) => sum + count, 0);
    expect(done).toBeLessThanOrEqual(Math.max(4, steps / 10));
    expect(thorough).toBe(false);
  },
);
