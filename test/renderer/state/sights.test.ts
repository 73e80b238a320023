import { expect, test } from 'vitest';
import { Sights } from '../../../renderer/state/sights.svelte.ts';

test('a figure is in sight as long as one of its cards is', () => {
  const sights = new Sights();
  expect(sights.areKnown).toBe(false);
  sights.tell('loss', 'a', false);
  expect(sights.areKnown).toBe(true);
  expect(sights.has('loss')).toBe(false);
  sights.tell('loss', 'a', true);
  sights.tell('loss', 'b', true);
  sights.tell('loss', 'a', false);
  expect(sights.has('loss')).toBe(true);
  sights.tell('loss', 'b', false);
  expect(sights.has('loss')).toBe(false);
  expect(sights.has('gauge')).toBe(false);
});
