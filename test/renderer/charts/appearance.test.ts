import { expect, test } from 'vitest';
import { appearances } from '../../../renderer/charts/appearance.ts';
import { run, sam } from '../run.ts';

const labels = (...runs: Parameters<typeof appearances>[0]): string[] =>
  [...appearances(runs).values()].map(({ label }) => label);

test('one run of an optimizer is called by it, several by what tells them apart and no more', () => {
  expect(labels(run('a'), run('b', {}, { optimizer: sam(0.05, 0.03) }))).toEqual(['GD', 'SAM']);
  expect(
    labels(
      run('a', {}, { optimizer: sam(0.05, 0.01) }),
      run('b', {}, { optimizer: sam(0.05, 0.1) }),
      run('c', {}, { optimizer: sam(0.05, 0.1), seed: 2 }),
    ),
  ).toEqual(['SAM ρ .01', 'SAM ρ .1 seed 1', 'SAM ρ .1 seed 2']);
});

test('runs that differ in nothing are numbered', () => {
  const twin = { name: 'twin' };
  expect(labels(run('a', twin), run('b', twin))).toEqual(['GD #1', 'GD #2']);
});

test('no two of six runs of one optimizer look alike', () => {
  const six = Array.from({ length: 6 }, (_, seed) => run(String(seed), {}, { seed }));
  const looks = [...appearances(six).values()].map(({ shade, marker }) => `${shade} ${marker}`);
  expect(new Set(looks).size).toBe(6);
});
