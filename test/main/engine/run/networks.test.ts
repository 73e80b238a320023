import { expect, test } from 'vitest';
import { symmetricEigensystem } from '../../../../main/engine/curvature/symmetric-eigen.ts';
import { backends } from '../execute/engines.ts';
import { collect, valuesOf } from './collect.ts';

const chebyshev = {
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [50, 50], activation: 'tanh', init: 'glorot-normal' },
    data: { kind: 'chebyshev', degree: 5, points: 20 },
    loss: 'mean-squared-error',
  },
  seed: 7,
  steps: 30_000,
  backend: 'onnx',
};

function edgeRatio(run: Awaited<ReturnType<typeof collect>>): number {
  const edges = valuesOf(run, 'edge');
  const ratios = valuesOf(run, 'sharpness').map((value, i) => value / edges[i]!);
  const late = ratios.slice(Math.floor(ratios.length / 2));
  return late.reduce((sum, ratio) => sum + ratio, 0) / late.length;
}

// docs/theory.md, section 6: the bands for the second half of the run
test.each([
  { optimizer: { kind: 'gd', stepSize: 0.05 }, band: [0.98, 1.06] },
  { optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03 }, band: [0.93, 1.1] },
  { optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.1 }, band: [0.93, 1.1] },
])('$optimizer.kind trains chebyshev at its edge of stability', async ({ optimizer, band }) => {
  const run = await collect({ ...chebyshev, optimizer, measure: { sharpness: { every: 101 } } });
  expect(run.done.status).toBe('finished');
  expect(edgeRatio(run)).toBeGreaterThan(band[0]!);
  expect(edgeRatio(run)).toBeLessThan(band[1]!);
});

/** Mean squared error of the 1-3-2-1 tanh net and its Hessian, by hyper-dual numbers: a calculation of its own. */
class HyperDual {
  constructor(a: number, b = 0, c = 0, d = 0) {
    this.parts = [a, b, c, d];
  }
  readonly parts: readonly [number, number, number, number];
  plus(other: HyperDual): HyperDual {
    const [a, b, c, d] = this.parts;
    const [e, f, g, h] = other.parts;
    return new HyperDual(a + e, b + f, c + g, d + h);
  }
  times(other: HyperDual): HyperDual {
    const [a, b, c, d] = this.parts;
    const [e, f, g, h] = other.parts;
    return new HyperDual(a * e, a * f + b * e, a * g + c * e, a * h + b * g + c * f + d * e);
  }
  tanh(): HyperDual {
    const [a, b, c, d] = this.parts;
    const t = Math.tanh(a);
    const slope = 1 - t * t;
    return new HyperDual(t, slope * b, slope * c, slope * d - 2 * t * slope * b * c);
  }
}

function loss(w: readonly HyperDual[], inputs: Float64Array, targets: Float64Array): HyperDual {
  let sum = new HyperDual(0);
  inputs.forEach((x, example) => {
    let at = 0;
    let values = [new HyperDual(x)];
    [3, 2, 1].forEach((width, layer) => {
      const weights = w.slice(at, at + values.length * width);
      const biases = w.slice(at + values.length * width, at + (values.length + 1) * width);
      at += (values.length + 1) * width;
      const below = values;
      values = biases.map((bias, j) =>
        below.reduce((total, value, i) => total.plus(value.times(weights[i * width + j]!)), bias),
      );
      if (layer < 2) values = values.map((value) => value.tanh());
    });
    const error = values[0]!.plus(new HyperDual(-targets[example]!));
    sum = sum.plus(error.times(error));
  });
  return sum.times(new HyperDual(1 / inputs.length));
}

test.each(backends)('λ₁…λ₃ of a small net are those of its dense Hessian (%s)', async (backend) => {
  const run = await collect({
    ...chebyshev,
    backend,
    objective: { ...chebyshev.objective, network: { kind: 'mlp', hidden: [3, 2] } },
    optimizer: { kind: 'gd', stepSize: 0.1 },
    steps: 40,
    measure: { sharpness: { every: 40, count: 3, tolerance: 1e-10 } },
  });
  const layers = ['layer0', 'layer1', 'layer2'].flatMap((layer) => [`${layer}.weight`, `${layer}.bias`]);
  const w = layers.flatMap((name) => [...run.arrays.get(`final/${name}`)!.values]);
  const inputs = Float64Array.from({ length: 20 }, (_, i) => -1 + (2 * i) / 19);
  const targets = inputs.map((x) => 16 * x ** 5 - 20 * x ** 3 + 5 * x); // T₅
  const n = w.length;
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const dual = w.map((value, k) => new HyperDual(value, k === i ? 1 : 0, k === j ? 1 : 0));
      hessian[i * n + j] = loss(dual, inputs, targets).parts[3];
    }
  const expected = symmetricEigensystem(hessian, n).values;
  ['sharpness', 'sharpness2', 'sharpness3'].forEach((name, i) =>
    expect(Math.abs(valuesOf(run, name).at(-1)! - expected[i]!)).toBeLessThan(1e-9 * expected[0]!),
  );
});
