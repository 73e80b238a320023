import { beforeEach, expect, test, vi } from 'vitest';
import { Theme } from '../../../renderer/state/theme.svelte.ts';

let turn: (dark: boolean) => void;
const colours = () => document.documentElement.dataset['colours'];

function system(dark: boolean): void {
  vi.stubGlobal('matchMedia', () => ({
    matches: dark,
    addEventListener: (_: string, listener: (event: { matches: boolean }) => void) =>
      (turn = (matches) => listener({ matches })),
  }));
}

beforeEach(() => localStorage.clear());

test('colours are those of the system, and follow it', () => {
  system(false);
  const theme = new Theme(localStorage);
  expect([theme.dark, colours()]).toEqual([false, 'light']);
  turn(true);
  expect([theme.dark, colours()]).toEqual([true, 'dark']);
});

test('chosen colours stay whatever the system does, and over a reload; the system’s come back', () => {
  system(true);
  const theme = new Theme(localStorage);
  theme.choose('light');
  turn(false);
  turn(true);
  expect([theme.dark, colours()]).toEqual([false, 'light']);
  const next = new Theme(localStorage);
  expect([next.chosen, next.dark, colours()]).toEqual(['light', false, 'light']);
  next.choose('system');
  expect([next.dark, colours()]).toEqual([true, 'dark']);
});

test('a word that is no choice is as none', () => {
  system(false);
  localStorage.setItem('ravine-colours', 'mauve');
  expect(new Theme(localStorage).chosen).toBe('system');
});
