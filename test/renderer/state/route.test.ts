import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Route } from '../../../renderer/state/route.svelte.ts';
import { firstLandscape } from '../../../renderer/state/landscape-address.ts';

beforeEach(() => {
  vi.useFakeTimers();
  location.hash = '';
});
afterEach(() => {
  vi.useRealTimers();
});

/** When the browser has told of a new address. */
const told = () => new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
const at = (step: number) => ({ ...firstLandscape, at: step });

test('what is amended many times a second is shown at once, and written fifteen times in a second and at last', () => {
  const route = new Route();
  const replace = vi.spyOn(history, 'replaceState');
  for (let step = 0; step < 600; step++) {
    route.amend(at(step));
    expect(route.address).toEqual(at(step));
    vi.advanceTimersByTime(16);
  }
  expect(replace.mock.calls.length).toBeLessThan(15 * 11);
  vi.advanceTimersByTime(1000);
  expect(location.hash).toContain('at=599');
  replace.mockRestore();
});

test('one that waits is written when another view is opened, or the page left', () => {
  const route = new Route();
  for (let step = 0; step < 20; step++) route.amend(at(step));
  expect(location.hash).toContain('at=14');
  window.dispatchEvent(new Event('pagehide'));
  expect(location.hash).toContain('at=19');
  const replace = vi.spyOn(history, 'replaceState');
  route.amend(at(30));
  route.go({ view: 'learn', claim: 2 });
  expect(String(replace.mock.calls.at(-1)?.[2])).toContain('at=30');
  expect(location.hash).toBe('#/learn/2');
  replace.mockRestore();
});

test('a view that is amended before the browser tells that it was opened stays amended', async () => {
  vi.useRealTimers();
  const route = new Route();
  route.go(at(5));
  for (let step = 6; step < 26; step++) route.amend(at(step)); // the last ones wait
  await told();
  expect(route.address).toEqual(at(25));
});

test('an address that is typed, and the way back, are followed', async () => {
  vi.useRealTimers();
  const route = new Route();
  location.hash = '#/learn/3?stepSize=0.4';
  await told();
  expect(route.address).toEqual({ view: 'learn', claim: 3, dials: { stepSize: 0.4 } });
  expect(route.lastLesson.claim).toBe(3);
  history.back();
  await told();
  expect(route.address.view).not.toBe('learn');
});
