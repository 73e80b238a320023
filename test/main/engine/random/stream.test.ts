import { expect, test } from 'vitest';
import { RandomStream } from '../../../../main/engine/random/stream.ts';

const N = 40_000;

function draws(name: string, draw: (stream: RandomStream) => number, count = N): number[] {
  const stream = new RandomStream(20_230_101, name);
  return Array.from({ length: count }, () => draw(stream));
}

/** Kolmogorov's distance between a sample and a distribution function; above 1.95/√n with probability 0.001. */
function kolmogorovDistance(sample: readonly number[], distribution: (x: number) => number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const n = sorted.length;
  return Math.max(
    ...sorted.map((x, i) =>
      Math.max(Math.abs(distribution(x) - i / n), Math.abs((i + 1) / n - distribution(x))),
    ),
  );
}

/** Φ(x) by the trapezoid rule on its density: no series of its own to trust. */
function normalDistribution(x: number): number {
  const parts = 400;
  const step = x / parts;
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let area = (density(0) + density(x)) / 2;
  for (let i = 1; i < parts; i++) area += density(i * step);
  return 0.5 + area * step;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('uniform is uniform on [0, 1)', () => {
  const sample = draws('uniform', (stream) => stream.uniform());
  expect(sample.every((x) => x >= 0 && x < 1)).toBe(true);
  expect(kolmogorovDistance(sample, (x) => x)).toBeLessThan(1.95 / Math.sqrt(N));
  // 53 bits: the lowest ones move too
  expect(new Set(sample.map((x) => (x * 2 ** 53) % 256)).size).toBe(256);
});

test('normal is N(0, 1), and one draw says nothing of the next', () => {
  const sample = draws('normal', (stream) => stream.normal());
  expect(kolmogorovDistance(sample, normalDistribution)).toBeLessThan(1.95 / Math.sqrt(N));
  expect(Math.abs(mean(sample.map((z) => z ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / N));
  for (const lag of [1, 2, 3]) {
    const products = sample.slice(lag).map((z, i) => z * sample[i]!);
    expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(N));
  }
});

test('integer is equally likely everywhere below its bound', () => {
  const below = 7;
  const counts = new Array<number>(below).fill(0);
  for (const i of draws('integer', (stream) => stream.integer(below))) counts[i]!++;
  expect(counts).toHaveLength(below);
  const chiSquare = counts.reduce((sum, count) => sum + (count - N / below) ** 2 / (N / below), 0);
  expect(chiSquare).toBeLessThan(22.46); // 6 degrees of freedom, probability 0.001
});

test('every permutation is equally likely', () => {
  const orders = 24_000;
  const counts = new Map<string, number>();
  const stream = new RandomStream(5, 'permutation');
  for (let i = 0; i < orders; i++) {
    const order = stream.permutation(4);
    expect(order.toSorted()).toEqual([0, 1, 2, 3]);
    counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
  }
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(counts.size).toBe(24);
  expect(chiSquare).toBeLessThan(49.73); // 23 degrees of freedom, probability 0.001
  expect(stream.permutation(0)).toEqual([]);
});

test('a stream is a function of seed and name', () => {
  const first = new RandomStream(7, 'weights/layer0.weight').normals(5);
  expect(new RandomStream(7, 'weights/layer0.weight').normals(5)).toEqual(first);
  expect(new RandomStream(8, 'weights/layer0.weight').normals(5)).not.toEqual(first);
  expect(new RandomStream(7, 'weights/layer1.weight').normals(5)).not.toEqual(first);
  const single = new RandomStream(7, 'weights/layer0.weight');
  expect(Array.from({ length: 5 }, () => single.normal())).toEqual([...first]);
});

test('streams of other names and seeds are uncorrelated', () => {
  const sample = draws('a', (stream) => stream.normal());
  const others = [new RandomStream(20_230_101, 'b'), new RandomStream(20_230_102, 'a')];
  for (const other of others)
    expect(Math.abs(mean(sample.map((z) => z * other.normal())))).toBeLessThan(4 / Math.sqrt(N));
});
