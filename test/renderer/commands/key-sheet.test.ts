import { render, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test, vi } from 'vitest';
import KeySheet from '../../../renderer/commands/KeySheet.svelte';
import { groups, table } from '../../../renderer/commands/table.ts';

beforeEach(() => {
  // jsdom knows no dialogs.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

const shown = (): [title: string, keys: string][] =>
  screen
    .getAllByRole('term')
    .map((term) => [
      term.textContent,
      within(term.parentElement!).getByRole('definition').textContent.replaceAll(/\s+/g, ' ').trim(),
    ]);

test('every command of the table stands in the sheet, with its key', () => {
  render(KeySheet, { isDesktop: false, onclose: vi.fn() });
  for (const { title, key } of table)
    expect(shown()).toContainEqual([title, key ?? 'in the list of commands']);
  for (const group of groups) screen.getByRole('heading', { name: group });
  expect(shown()).toContainEqual(['Show all steps', '0']);
});

test('in the desktop application the keys of the menu stand beside', () => {
  render(KeySheet, { isDesktop: true, onclose: vi.fn() });
  expect(shown()).toContainEqual(['Go to Runs', 'rCtrl 1']);
  expect(shown()).toContainEqual(['Find a command, a run or an example', 'Ctrl K']);
});

test('a key does one thing at a time, and an id is one command', () => {
  expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
  const twice = table.filter(({ key }) => key !== null && table.filter((one) => one.key === key).length > 1);
  // What is paused cannot be paused, and what runs cannot be resumed.
  expect(twice.map(({ id }) => id)).toEqual(['runs.pause', 'runs.resume']);
});
