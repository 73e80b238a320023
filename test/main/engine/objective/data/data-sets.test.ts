import { expect, test } from 'vitest';
import type { Data } from '../../../../../app/experiment/data.ts';
import type { Examples } from '../../../../../main/engine/objective/data/data-set.ts';
import { loadData as load } from '../../../../../main/engine/objective/data/load.ts';

function loadData(data: Data, seed: number) {
  return load(data, 'mean-squared-error', seed);
}

/** How many examples of each class there are. */
function counts({ targets }: Examples, classes = 10): number[] {
  const found = new Array<number>(classes).fill(0);
  targets.forEach((value, i) => (found[i % classes]! += value));
  return found;
}

function labels({ targets, count }: Examples, classes = 10): number[] {
  return Array.from({ length: count }, (_, i) => targets.subarray(i * classes, (i + 1) * classes).indexOf(1));
}

function moments(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(square) };
}

// The sums below are those of resources/data/README.md.

test('digits: all of them, in an order of the seed', async () => {
  const set = await loadData({ kind: 'digits', train: 1797, test: 0 }, 1);
  expect([set.inputs, set.outputs, set.classes, set.test]).toEqual([64, 10, true, null]);
  expect(counts(set.train)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  const { mean, deviation } = moments(set.train.inputs);
  expect(16 * mean).toBeCloseTo(4.88416, 5);
  expect(16 * deviation).toBeCloseTo(6.01679, 5);
  const other = await loadData({ kind: 'digits', train: 1797, test: 0 }, 2);
  expect(counts(other.train)).toEqual(counts(set.train));
  expect(labels(other.train)).not.toEqual(labels(set.train));
  expect(await loadData({ kind: 'digits', train: 1797, test: 0 }, 1)).toEqual(set);
});

test('digits: an image keeps its label when it is shuffled, and is trained on or tested on, never both', async () => {
  const all = await loadData({ kind: 'digits', train: 1797, test: 0 }, 1);
  const split = await loadData({ kind: 'digits', train: 1300, test: 497 }, 1);
  expect(split.train.inputs).toEqual(all.train.inputs.subarray(0, 1300 * 64));
  expect(split.test?.inputs).toEqual(all.train.inputs.subarray(1300 * 64));
  expect([...split.train.targets, ...split.test!.targets]).toEqual([...all.train.targets]);
  // Nearest neighbour says whether images and labels belong together.
  const row = ({ inputs }: Examples, i: number) => inputs.subarray(i * 64, (i + 1) * 64);
  const known = labels(split.train);
  const right = labels(split.test!)
    .slice(0, 150)
    .filter((label, i) => {
      let [best, nearest] = [Infinity, -1];
      for (let j = 0; j < 1300; j++) {
        const other = row(split.train, j);
        const distance = row(split.test!, i).reduce((sum, value, k) => sum + (value - other[k]!) ** 2, 0);
        if (distance < best) [best, nearest] = [distance, known[j]!];
      }
      return nearest === label;
    });
  expect(right.length / 150).toBeGreaterThan(0.96);
});

test('digits: more than there are is refused', async () => {
  await expect(loadData({ kind: 'digits', train: 1500, test: 300 }, 1)).rejects.toMatchObject({
    code: 'bad-objective',
    message: 'digits has 1797 examples, and train 1500 and test 300 are 1800 together; ask for fewer.',
  });
});

test('fashion-mnist: the first rows, in the order of the release', async () => {
  const set = await loadData({ kind: 'fashion-mnist', train: 5000, test: 1000 }, 1);
  expect([set.inputs, set.outputs, set.classes]).toEqual([784, 10, true]);
  expect(counts(set.train)).toEqual([502, 500, 494, 514, 501, 489, 508, 517, 481, 494]);
  expect(counts(set.test!)).toEqual([98, 89, 111, 104, 96, 97, 100, 102, 98, 105]);
  expect(labels(set.train).slice(0, 10)).toEqual([2, 9, 6, 0, 3, 4, 4, 5, 4, 8]);
  const [train, held] = [moments(set.train.inputs), moments(set.test!.inputs)];
  expect(255 * train.mean).toBeCloseTo(72.265, 3);
  expect(255 * train.deviation).toBeCloseTo(89.5146, 3);
  expect(255 * held.mean).toBeCloseTo(73.1776, 3);
  expect(255 * held.deviation).toBeCloseTo(90.0602, 3);
  const few = await loadData({ kind: 'fashion-mnist', train: 3, test: 0 }, 2);
  expect(few.train.inputs).toEqual(set.train.inputs.subarray(0, 3 * 784));
  expect(few.test).toBeNull();
});

test('mnist-1d: the values as stored', async () => {
  const set = await loadData({ kind: 'mnist-1d', train: 4000, test: 1000 }, 1);
  expect([set.inputs, set.outputs, set.classes]).toEqual([40, 10, true]);
  expect(counts(set.train)).toEqual([398, 396, 411, 394, 394, 402, 401, 404, 402, 398]);
  expect(counts(set.test!)).toEqual([102, 104, 89, 106, 106, 98, 99, 96, 98, 102]);
  const { mean, deviation } = moments(set.train.inputs);
  expect(mean).toBeCloseTo(-0.00032, 5);
  expect(deviation).toBeCloseTo(0.99765, 5);
  const all = [...set.train.inputs, ...set.test!.inputs].toSorted((a, b) => a - b);
  expect(all[0]).toBeCloseTo(-5.479, 3);
  expect(all.at(-1)).toBeCloseTo(4.534, 3);
  expect(set.train.inputs.every((value) => Math.fround(value) === value)).toBe(true);
});

test('chebyshev: T_d(cos θ) = cos dθ at equally spaced points', async () => {
  for (const degree of [0, 1, 2, 5, 20]) {
    const { train } = await loadData({ kind: 'chebyshev', degree, points: 21 }, 1);
    train.inputs.forEach((x, i) => {
      expect(x).toBeCloseTo(-1 + i / 10, 15);
      expect(train.targets[i]).toBeCloseTo(Math.cos(degree * Math.acos(x)), 12);
    });
  }
});

test('mixture: points scatter by N(0, 1) around centres of N(0, separation²), classes equally likely', async () => {
  const [classes, dimension, points] = [4, 50, 4000];
  const set = await loadData({ kind: 'mixture', classes, dimension, points, separation: 3 }, 1);
  expect([set.inputs, set.outputs, set.classes, set.test]).toEqual([dimension, classes, true, null]);
  const drawn = counts(set.train, classes);
  const chiSquare = drawn.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(16.27); // 3 degrees of freedom, probability 0.001
  const label = labels(set.train, classes);
  const centres = new Float64Array(classes * dimension);
  set.train.inputs.forEach((value, i) => {
    const of = label[Math.floor(i / dimension)]!;
    centres[of * dimension + (i % dimension)]! += value / drawn[of]!;
  });
  const scatter = set.train.inputs.map(
    (value, i) => value - centres[label[Math.floor(i / dimension)]! * dimension + (i % dimension)]!,
  );
  expect(Math.abs(moments(scatter).deviation - 1)).toBeLessThan(0.01);
  expect(Math.abs(moments(centres).mean)).toBeLessThan((4 * 3) / Math.sqrt(200));
  expect(Math.abs(moments(centres).deviation / 3 - 1)).toBeLessThan(4 / Math.sqrt(400));
});
