import { describe, expect, test } from 'vitest';
import { spectrumOf, spectrumQuestion } from '../../../../app/study/spectrum.ts';
import { input, reshape } from '../../../../main/engine/graph/build.ts';
import { forward } from '../../../../main/engine/graph/forward.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { flatten, unflatten } from '../../../../main/engine/parameters.ts';
import { answerStudy } from '../../../../main/engine/study/answer.ts';
import { probesAtOnce } from '../../../../main/engine/study/spectrum.ts';
import { completed } from '../../../app/experiment/completed.ts';
import { build, valuesOf } from '../objective/evaluated.ts';
import { ran } from './studied.ts';

const gd = { kind: 'gd', stepSize: 1e-3 };

function quadratic(eigenvalues: readonly number[]) {
  return { objective: { kind: 'quadratic', eigenvalues }, optimizer: gd, steps: 2, backend: 'reference' };
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('quadratics with known eigenvalues', () => {
  test('few parameters: all eigenvalues, exactly', async () => {
    const eigenvalues = [3, 1, 1, 0, -0.5, -2];
    const { ask } = await ran(quadratic(eigenvalues));
    const spectrum = spectrumOf(2, await ask(spectrumQuestion({ count: 3 }, { seed: 1 })));
    expect(spectrum).toMatchObject({ step: 2, parameters: 6, exact: true, traceError: 0 });
    [...spectrum.nodes].forEach((node, i) => expect(node).toBeCloseTo(eigenvalues[i]!, 10));
    expect([...spectrum.weights]).toEqual(Array.from({ length: 6 }, () => 1 / 6));
    expect(spectrum.trace).toBeCloseTo(2.5, 10);
    [...spectrum.eigenvalues].forEach((value, i) => expect(value).toBeCloseTo(eigenvalues[i]!, 10));
    expect(spectrum.least).toBeCloseTo(-2, 10);
    expect(Math.max(...spectrum.residuals, spectrum.leastResidual)).toBeLessThan(1e-6 * 3);
  });

  const n = 240;
  const many = Array.from({ length: n }, (_, i) => (i === 0 ? 10 : i === n - 1 ? -4 : 2 / i));

  test('many: trace within its error, both ends, and the density’s weight where the eigenvalues are', async () => {
    const { ask } = await ran(quadratic(many));
    const spectrum = spectrumOf(
      2,
      await ask(spectrumQuestion({ vectors: 20, steps: 30, count: 2 }, { seed: 1 })),
    );
    expect(spectrum.exact).toBe(false);
    expect(spectrum.traceError).toBeGreaterThan(0);
    expect(Math.abs(spectrum.trace - sum(many))).toBeLessThan(4 * spectrum.traceError!);
    expect(spectrum.eigenvalues[0]).toBeCloseTo(10, 6);
    expect(spectrum.eigenvalues[1]).toBeCloseTo(2, 6);
    expect(spectrum.least).toBeCloseTo(-4, 6);
    expect(sum(spectrum.weights)).toBeCloseTo(1, 10);
    // Σ weights·node² estimates tr H²/n = ‖Λ‖²/n
    const square = sum(spectrum.nodes.map((node, i) => spectrum.weights[i]! * node ** 2));
    const mean = sum(many.map((value) => value ** 2)) / n;
    expect(square / mean).toBeGreaterThan(0.4);
    expect(square / mean).toBeLessThan(1.6);
    expect(spectrum.products).toBeGreaterThanOrEqual(20 * 30);
  });

  test('the same seed gives the same numbers, another seed others', async () => {
    const { ask } = await ran(quadratic(many));
    const asked = { vectors: 3, steps: 10 };
    const [one, again, other] = [
      await ask(spectrumQuestion(asked, { seed: 1 })),
      await ask(spectrumQuestion(asked, { seed: 1 })),
      await ask(spectrumQuestion({ ...asked, seed: 2 }, { seed: 1 })),
    ];
    expect(again).toEqual(one);
    expect(other.get('nodes')).not.toEqual(one.get('nodes'));
  });

  test('one probe has no standard error', async () => {
    const { ask } = await ran(quadratic(many));
    expect(
      spectrumOf(2, await ask(spectrumQuestion({ vectors: 1, steps: 5 }, { seed: 1 }))).traceError,
    ).toBeNull();
  });

  test('a Hessian that is zero', async () => {
    const { ask } = await ran(quadratic([0, 0, 0]));
    const spectrum = spectrumOf(0, await ask(spectrumQuestion({}, { seed: 1 })));
    expect([...spectrum.nodes].map(Math.abs)).toEqual([0, 0, 0]);
    expect(spectrum.trace).toBe(0);
    expect(Math.abs(spectrum.least)).toBe(0);
  });
});

const network = {
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [5], activation: 'tanh' },
    data: { kind: 'chebyshev', degree: 3, points: 12 },
  },
  optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.05 },
  steps: 40,
  backend: 'reference',
};

/** H at w column by column, forward over reverse, on the reference executor. */
async function denseHessian(w: Float64Array): Promise<number[][]> {
  const objective = await build(completed({ version: 1, ...network }));
  const n = w.length;
  const flat = input('w', [n]);
  const layers = unflatten(flat, objective.layers);
  const gradient = flatten(reverse(objective.loss(layers), layers));
  const column = forward([gradient], [flat], [input('v', [n])])[0]!;
  const columns: number[][] = [];
  for (let i = 0; i < n; i++) {
    const v = Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0));
    const arrays = [
      { name: 'w', shape: [n], values: w },
      { name: 'v', shape: [n], values: v },
      ...objective.data,
    ];
    columns.push([...(await valuesOf({ column: reshape(column, [n]) }, arrays))['column']!]);
  }
  return columns;
}

/** The largest eigenvalue of H + shift by power iteration, less the shift: of all H + shift definite. */
function powerIteration(columns: readonly number[][], sign: 1 | -1): number {
  const shift = Math.sqrt(sum(columns.flat().map((entry) => entry ** 2)));
  let vector = columns.map((_, i) => Math.sin(i + 1));
  let norm = 0;
  for (let i = 0; i < 20_000; i++) {
    const image = columns.map(
      (row, j) => sign * sum(row.map((entry, k) => entry * vector[k]!)) + shift * vector[j]!,
    );
    norm = Math.hypot(...image);
    vector = image.map((value) => value / norm);
  }
  return sign * (norm - shift);
}

describe('a network', () => {
  test.each(['exact', 'quadrature'])('its dense Hessian has the same sums and ends (%s)', async (way) => {
    const { ask, at } = await ran(network);
    const w = at(40);
    const columns = await denseHessian(w);
    const n = columns.length;
    expect(n).toBe(16);
    const steps = way === 'exact' ? n : n - 1;
    const spectrum = spectrumOf(
      40,
      await ask(spectrumQuestion({ vectors: 64, steps, count: 2 }, { seed: 1 })),
    );
    expect(spectrum.exact).toBe(way === 'exact');
    const trace = sum(columns.map((column, i) => column[i]!));
    const frobenius = sum(columns.flat().map((entry) => entry ** 2));
    const square = n * sum(spectrum.nodes.map((node, i) => spectrum.weights[i]! * node ** 2));
    if (way === 'exact') {
      expect(spectrum.trace).toBeCloseTo(trace, 10);
      expect(square).toBeCloseTo(frobenius, 9); // tr H²
      const cubes = sum(
        columns.map((row, i) =>
          sum(columns.map((other, j) => row[j]! * sum(other.map((entry, k) => entry * columns[k]![i]!)))),
        ),
      );
      expect(n * sum(spectrum.nodes.map((node, i) => spectrum.weights[i]! * node ** 3))).toBeCloseTo(
        cubes,
        8,
      ); // tr H³
    } else {
      expect(Math.abs(spectrum.trace - trace)).toBeLessThan(4 * spectrum.traceError!);
      expect(square / frobenius).toBeGreaterThan(0.5);
      expect(square / frobenius).toBeLessThan(2);
    }
    expect(spectrum.eigenvalues[0]! / powerIteration(columns, 1)).toBeCloseTo(1, 6);
    expect(spectrum.least).toBeCloseTo(powerIteration(columns, -1), 5);
  });

  test('in float32 the same to its precision', async () => {
    const { ask, at } = await ran({ ...network, precision: 'float32' });
    const columns = await denseHessian(at(40));
    const spectrum = spectrumOf(40, await ask(spectrumQuestion({}, { seed: 1 })));
    expect(spectrum.trace).toBeCloseTo(sum(columns.map((column, i) => column[i]!)), 3);
    expect(spectrum.eigenvalues[0]! / powerIteration(columns, 1)).toBeCloseTo(1, 4);
  });
});

test('a Hessian that is not finite is refused, with the step', async () => {
  const { ask } = await ran({
    objective: { kind: 'expression', variables: ['x', 'y'], formula: 'exp(x^2)+y^2', start: [1, 1] },
    optimizer: { kind: 'gd', stepSize: 10 },
    steps: 20,
    backend: 'reference',
  });
  await expect(ask(spectrumQuestion({}, { seed: 1 }))).rejects.toMatchObject({
    code: 'not-finite',
    message: expect.stringMatching(/^There is no spectrum at step 1: .*not finite/) as string,
  });
});

test('probes stand side by side as far as their bases have room; one that has none is refused', () => {
  expect(probesAtOnce(100, { vectors: 10, steps: 80 }, 1e9)).toBe(8);
  expect(probesAtOnce(100, { vectors: 3, steps: 80 }, 1e9)).toBe(3);
  expect(probesAtOnce(1_000_000, { vectors: 10, steps: 80 }, 8e9)).toBe(1);
  expect(() => probesAtOnce(1_000_000, { vectors: 10, steps: 80 }, 1e8)).toThrow(
    expect.objectContaining({ code: 'memory', message: expect.stringContaining('fewer steps') as string }),
  );
});

test('parameters that are not the experiment’s are refused', async () => {
  const { run } = await ran(quadratic([2, 1]));
  const points = [{ step: 4, layers: new Map([['w', Float64Array.of(1, 2, 3)]]) }];
  const question = spectrumQuestion({}, { seed: 1 });
  const about = { id: 'a', experiment: run.experiment, begun: run.execution, points };
  const study = { question, about, beside: null };
  await expect(answerStudy(study, () => undefined)).rejects.toMatchObject({
    code: 'bad-point',
    message: expect.stringContaining('step 4 do not fit') as string,
  });
});
