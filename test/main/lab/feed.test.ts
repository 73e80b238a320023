import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../../app/contract/contract.ts';
import type { Run } from '../../../app/run/run.ts';
import { Feed } from '../../../main/lab/feed.ts';

let step: number;
let deleted: boolean;
let told: LabEvent[];
let feed: Feed;

beforeEach(() => {
  vi.useFakeTimers();
  [step, deleted, told] = [0, false, []];
  feed = new Feed((id) => (deleted ? null : ({ id, step } as unknown as Run)));
  feed.subscribe((event) => told.push(event));
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells of a run ten times a second at most, the last state always', () => {
  for (step = 1; step <= 1000; step++) {
    feed.changed('a');
    feed.points('a', step);
    vi.advanceTimersByTime(1);
  }
  step = 1000;
  vi.advanceTimersByTime(1000);
  const runs = told.flatMap((event) => (event.type === 'run' ? [event.run.step] : []));
  expect(runs[0]).toBe(1);
  expect(runs.at(-1)).toBe(1000);
  expect(runs.length).toBeLessThanOrEqual(11);
  expect(told.filter(({ type }) => type === 'points').length).toBe(runs.length);
  expect(told).toContainEqual({ type: 'points', id: 'a', step: 1000 });
});

it('does not make one run wait for another', () => {
  feed.changed('a');
  feed.changed('b');
  expect(told.length).toBe(2);
});

it('says nothing of a deleted run, and nothing after its end but what was waiting', () => {
  feed.changed('a');
  deleted = true;
  feed.changed('a');
  feed.points('a', 1);
  feed.points('a', 2);
  feed.removed(['a']);
  feed.close();
  feed.changed('b');
  vi.advanceTimersByTime(1000);
  expect(told.map(({ type }) => type)).toEqual(['run', 'points', 'removed', 'points']);
  expect(vi.getTimerCount()).toBe(0);
});
