import { expect, test } from 'vitest';
import { commandOf, found, opensPalette, type Command } from '../../../renderer/commands/command.ts';

const command = (title: string, key: string | null = null): Command => ({
  id: title,
  title,
  key,
  run: () => undefined,
});
const commands = [
  command('Go to Runs', 'r'),
  command('Run example: The bounce'),
  command('Open run: SAM ρ=0.05, bounces'),
  command('Pause bounce', 'p'),
  command('Resume bounce', 'p'),
];
const titles = (text: string) => found(commands, text).map(({ title }) => title);

test('a command is found by the beginnings of its words, in any order; the nearest first', () => {
  expect(titles('')).toHaveLength(5);
  expect(titles('run')).toEqual(['Run example: The bounce', 'Go to Runs', 'Open run: SAM ρ=0.05, bounces']);
  expect(titles('bou ex')).toEqual(['Run example: The bounce']);
  expect(titles('ρ=0.05')).toEqual(['Open run: SAM ρ=0.05, bounces']);
  expect(titles('05')).toEqual(['Open run: SAM ρ=0.05, bounces']);
  expect(titles('ounce')).toEqual([]); // inside a word
  expect(titles('nothing')).toEqual([]);
});

test('a key does its command where nothing is being written', () => {
  const pressed = (key: string, on: Element = document.body, held: KeyboardEventInit = {}) => {
    let event: KeyboardEvent | undefined;
    const hear = (heard: Event): void => void (event = heard as KeyboardEvent);
    window.addEventListener('keydown', hear, { once: true });
    on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...held }));
    return commandOf(event!, commands)?.title ?? null;
  };
  expect(pressed('r')).toBe('Go to Runs');
  expect(pressed('p')).toBe('Pause bounce');
  expect(pressed('x')).toBeNull();
  for (const held of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
    expect(pressed('r', document.body, held)).toBeNull();
  for (const name of ['input', 'textarea', 'select']) {
    const field = document.body.appendChild(document.createElement(name));
    expect(pressed('r', field)).toBeNull();
    field.remove();
  }
  const dialog = document.body.appendChild(document.createElement('dialog'));
  const field = dialog.appendChild(document.createElement('input'));
  dialog.open = true;
  expect(pressed('r', field)).toBeNull();
  expect(pressed('r', dialog)).toBeNull();
  dialog.open = false;
  expect(pressed('r', field)).toBe('Go to Runs');
  dialog.remove();
});

test('the palette opens by Ctrl+K or ⌘K alone', () => {
  const opens = (init: KeyboardEventInit) =>
    opensPalette(new KeyboardEvent('keydown', { key: 'k', ...init }));
  expect(opens({ ctrlKey: true })).toBe(true);
  expect(opens({ metaKey: true })).toBe(true);
  expect(opens({})).toBe(false);
  expect(opens({ ctrlKey: true, shiftKey: true })).toBe(false);
  expect(opens({ ctrlKey: true, altKey: true })).toBe(false);
});
