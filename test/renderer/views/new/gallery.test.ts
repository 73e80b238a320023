import { fireEvent, render, screen } from '@testing-library/svelte';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { Preset } from '../../../../app/experiment/preset.ts';
import Gallery from '../../../../renderer/views/new/gallery/Gallery.svelte';
import { examplesOf, groupsOf } from '../../../../renderer/views/new/gallery/groups.ts';
import { pictureOf } from '../../../../renderer/views/new/gallery/picture.ts';
import { completed } from '../../../app/experiment/completed.ts';

const folder = 'resources/presets';
const presets = readdirSync(folder).map((file): Preset => {
  const written = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Omit<Preset, 'name'>;
  return { name: file.replace('.json', ''), ...written };
});
const names = (search: string): string[] =>
  groupsOf(examplesOf(presets), search).flatMap(({ examples }) => examples.map(({ preset }) => preset.name));

test('every preset is in one group, and found by its words and its kinds', () => {
  expect(names('').sort()).toEqual(presets.map(({ name }) => name).sort());
  expect(names('Transformer')).toEqual(['text-transformer']);
  expect(names('cnn')).toEqual(['fashion-cnn']);
  expect(names('drift hyperbola')).toEqual(['hyperbola-drift']);
  expect(names('no such thing')).toEqual([]);
});

function linesOf(...experiments: object[]): ReturnType<typeof pictureOf> & { type: 'lines' } {
  const picture = pictureOf(experiments.map((one) => completed({ version: 1, ...one })));
  if (picture.type !== 'lines') throw new Error('no lines');
  return picture;
}

test('the picture of a quadratic is its bounce: SAM’s from edge to edge, GD’s still in the middle', () => {
  const objective = { kind: 'quadratic', eigenvalues: [0.5, 1] };
  const { lines, bars } = linesOf(
    { objective, steps: 400, optimizer: { kind: 'gd', stepSize: 0.5 } },
    { objective, steps: 400, optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.05 } },
  );
  expect(bars).toEqual([1, 0.5]);
  const heights = lines.map(({ points }) => points.map(([, y]) => y));
  for (const y of heights[0]!) expect(y).toBeCloseTo(0.5, 6);
  const [first = NaN] = heights[1]!;
  heights[1]!.forEach((y, i) => expect(y).toBeCloseTo(i % 2 === 0 ? first : 1 - first, 6));
  expect(Math.round(first)).toBeCloseTo(first, 6);
});

test('the picture of a valley is the path, which ends lower for SAM than for GD', () => {
  const objective = {
    kind: 'expression',
    variables: ['x', 'y'],
    formula: '0.5*(1+y^2)*x^2',
    start: [0.03, 2],
  };
  const { lines } = linesOf(
    { objective, steps: 500, optimizer: { kind: 'gd', stepSize: 0.1 } },
    { objective, steps: 500, optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.1 } },
  );
  expect(lines.map(({ points }) => points.length)).toEqual([501, 501]);
  expect(lines[1]!.points.at(-1)![1]).toBeLessThan(lines[0]!.points.at(-1)![1]);
});

test('a chain’s is its ratio, which GD keeps and SAM lets fall; others are sketches', () => {
  const objective = { kind: 'chain', depth: 4, start: { product: 1.1, ratio: 9 } };
  const { lines } = linesOf(
    { objective, steps: 600, optimizer: { kind: 'gd', stepSize: 0.05 } },
    { objective, steps: 600, optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.1 } },
  );
  expect(lines[1]!.points.at(-1)![1]).toBeLessThan(lines[0]!.points.at(-1)![1]);
  const types = examplesOf(presets).map(({ preset, picture }) => [preset.name, picture.type]);
  expect(Object.fromEntries(types)).toMatchObject({
    'text-transformer': 'network',
    'random-quadratic-map': 'map',
    'largest-or-trace': 'map',
    chain: 'lines',
  });
  expect(pictureOf([])).toEqual({ type: 'map' });
});

test('by keyboard: search, the first by Enter, from one to the next by the arrows', async () => {
  const onchoose = vi.fn();
  render(Gallery, { presets, chosen: 'the-bounce', onchoose, onrun: vi.fn() });
  const search = screen.getByRole('searchbox', { name: 'Search the examples' });
  await fireEvent.input(search, { target: { value: 'bounce' } });
  search.focus();
  await fireEvent.keyDown(search, { key: 'Enter' });
  expect(onchoose).toHaveBeenCalledTimes(1);
  await fireEvent.keyDown(search, { key: 'ArrowDown' });
  const first = document.activeElement;
  expect(first?.tagName).toBe('BUTTON');
  await fireEvent.keyDown(first!, { key: 'ArrowDown' });
  expect(document.activeElement).not.toBe(first);
  await fireEvent.keyDown(document.activeElement!, { key: 'Home' });
  expect(document.activeElement).toBe(first);
  await fireEvent.keyDown(first!, { key: 'ArrowUp' });
  expect(document.activeElement).toBe(search);
  expect(screen.getByRole('button', { name: 'The bounce', pressed: true })).toBeTruthy();
  await fireEvent.input(search, { target: { value: 'nothing like it' } });
  expect(screen.getByText('No example has these words.')).toBeTruthy();
});
