import { describe, expect, test } from 'vitest';
import { sliceOf, sliceQuestion, type Plane } from '../../../../app/study/slice.ts';
import { backends } from '../execute/engines.ts';
import { ran } from './studied.ts';

type Vector = readonly number[];

const eta = 0.1;
const rho = 0.2;

/** ½(1+y²)x² and its gradient, by hand. */
const loss = ([x = 0, y = 0]: Vector): number => 0.5 * (1 + y ** 2) * x ** 2;
const gradient = ([x = 0, y = 0]: Vector): [number, number] => [(1 + y ** 2) * x, y * x ** 2];

function ascentPoint(w: Vector): Vector {
  const g = gradient(w);
  return w.map((value, i) => value + (rho * g[i]!) / Math.hypot(...g));
}

function samStep(w: Vector): Vector {
  const g = gradient(ascentPoint(w));
  return w.map((value, i) => value - eta * g[i]!);
}

const ravine = {
  objective: { kind: 'expression', variables: ['x', 'y'], formula: '0.5*(1+y^2)*x^2', start: [0.3, 2] },
  optimizer: { kind: 'sam', stepSize: eta, radius: rho },
  steps: 30,
};

const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Rows of an array [rows, n]. */
function rows(values: Float64Array, n: number): Vector[] {
  return Array.from({ length: values.length / n }, (_, i) => [...values.subarray(i * n, (i + 1) * n)]);
}

describe.each(backends)('on the ravine (%s)', (backend) => {
  test.each<Plane>(['u1', 'u1,u2', 'u1,g'])(
    'values and marks of %s are those of the formula',
    async (plane) => {
      const { ask, at } = await ran({ ...ravine, backend });
      const arrays = await ask(sliceQuestion({ plane, points: 11 }), 0);
      const slice = sliceOf(0, plane, arrays);
      const w = [...at(0)];
      const directions = rows(arrays.get('directions')!, 2);
      expect(directions).toHaveLength(plane === 'u1' ? 1 : 2);
      directions.forEach((a, i) =>
        directions.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 10)),
      );
      const [u1, second = [0, 0]] = directions as [Vector, Vector?];
      expect(dot(u1, gradient(w))).toBeGreaterThan(0);

      expect(slice.coordinates[5]).toBe(0);
      const seconds = plane === 'u1' ? [0] : slice.coordinates;
      let index = 0;
      for (const b of seconds)
        for (const a of slice.coordinates) {
          const point = w.map((value, i) => value + a * u1[i]! + b * second[i]!);
          expect(slice.values[index++]).toBeCloseTo(loss(point), 12);
        }
      expect(index).toBe(slice.values.length);

      let iterate: Vector = w;
      expect(slice.iterates).toHaveLength(5);
      for (const mark of [...slice.iterates]) {
        const offset = iterate.map((value, i) => value - w[i]!);
        expect(mark.first).toBeCloseTo(dot(offset, u1), 12);
        expect(mark.second).toBeCloseTo(dot(offset, second), 12);
        const off = offset.map((value, i) => value - mark.first * u1[i]! - mark.second * second[i]!);
        expect(mark.off).toBeCloseTo(Math.hypot(...off), 12);
        expect(mark.loss).toBeCloseTo(loss(iterate), 12);
        iterate = samStep(iterate);
      }
      const ascent = ascentPoint(w).map((value, i) => value - w[i]!);
      expect(slice.ascent?.first).toBeCloseTo(dot(ascent, u1), 10);
      expect(slice.ascent?.second).toBeCloseTo(dot(ascent, second), 10);
      expect(slice.ascent?.loss).toBeCloseTo(loss(ascentPoint(w)), 10);

      const outermost = slice.coordinates.at(-1)!;
      for (const { first, second: along } of [...slice.iterates, slice.ascent!])
        expect(Math.max(Math.abs(first), Math.abs(along))).toBeLessThan(outermost);
    },
  );
});

describe('the directions', () => {
  test('are the eigenvectors: on the valley floor ∇²ℓ = diag(1+y², 0)', async () => {
    const start = [0, 2];
    const { ask } = await ran({
      ...ravine,
      objective: { ...ravine.objective, start },
      backend: 'reference',
    });
    const arrays = await ask(sliceQuestion({ plane: 'u1,u2', points: 3, extent: 1 }), 0);
    const [first, second] = sliceOf(0, 'u1,u2', arrays).eigenvalues;
    expect(first).toBeCloseTo(5, 9);
    expect(second).toBeCloseTo(0, 9);
    const [u1, u2] = rows(arrays.get('directions')!, 2);
    expect(Math.abs(u1![0]!)).toBeCloseTo(1, 9);
    expect(Math.abs(u2![1]!)).toBeCloseTo(1, 9);
  });

  const refused = (objective: object, plane: Plane, code: string) => async () => {
    const { ask } = await ran({ ...ravine, objective, backend: 'reference' });
    await expect(ask(sliceQuestion({ plane }), 0)).rejects.toMatchObject({ code });
  };
  test(
    'with one parameter there is no u₂',
    refused(
      { kind: 'expression', variables: ['x'], formula: 'x^2', start: [1] },
      'u1,u2',
      'no-second-direction',
    ),
  );
  test(
    'where the gradient is zero it spans nothing',
    refused({ ...ravine.objective, start: [0, 2] }, 'u1,g', 'zero-gradient'),
  );
  test(
    'nor where it lies along u₁',
    refused(
      { kind: 'quadratic', eigenvalues: [2, 1], rotate: false, start: [1, 0] },
      'u1,g',
      'gradient-along-u1',
    ),
  );
});

test('the next iterates are the run’s own, with its noise and its batches', async () => {
  const { ask, at, run } = await ran({
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [3] },
      data: { kind: 'chebyshev', degree: 3, points: 8 },
    },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05, batch: 4 },
    noise: 0.01,
    steps: 6, // so short that every step is kept
    backend: 'reference',
  });
  const arrays = await ask(sliceQuestion({ plane: 'u1,u2', points: 3 }), 2);
  const slice = sliceOf(2, 'u1,u2', arrays);
  const [u1, u2] = rows(arrays.get('directions')!, at(2).length);
  slice.iterates.forEach((mark, i) => {
    const offset = [...at(2 + i)].map((value, j) => value - at(2)[j]!);
    expect(mark.first).toBeCloseTo(dot(offset, u1!), 12);
    expect(mark.second).toBeCloseTo(dot(offset, u2!), 12);
  });
  expect(run.done.step).toBe(6);
});

test('GD has no ascent point; an extent that is given is kept', async () => {
  const { ask } = await ran({ ...ravine, optimizer: { kind: 'gd', stepSize: eta }, backend: 'reference' });
  const slice = sliceOf(30, 'u1', await ask(sliceQuestion({ extent: 7, points: 5 })));
  expect(slice.ascent).toBeNull();
  expect([...slice.coordinates]).toEqual([-7, -3.5, 0, 3.5, 7]);
});

test('chunks give the loss of all examples', async () => {
  const objective = {
    kind: 'network',
    network: { kind: 'mlp', hidden: [3] },
    data: { kind: 'chebyshev', degree: 3, points: 10 },
  };
  const whole = await ran({ ...ravine, objective, steps: 3, backend: 'reference' });
  const inChunks = await ran({ ...ravine, objective, steps: 3, chunk: 3, backend: 'reference' });
  const question = sliceQuestion({ points: 5, extent: 1 });
  const [expected, found] = [await whole.ask(question, 0), await inChunks.ask(question, 0)];
  found.get('values')!.forEach((value, i) => expect(value).toBeCloseTo(expected.get('values')![i]!, 12));
});
