import { expect, test } from 'vitest';
import type { KeptStudies } from '../../../app/study/kept.ts';
import type { Flow } from '../../../app/study/flow.ts';
import type { Slice } from '../../../app/study/slice.ts';
import type { Spectrum } from '../../../app/study/spectrum.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';
import { run } from '../../renderer/run.ts';
import { draw, every } from './draw.ts';

const sam = completed({ ...network(), optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03 } });
const gd = completed({ ...network(), optimizer: { kind: 'gd', stepSize: 0.05 } });

/** A sequence in [0, 1) that is the same every time (Lehmer's generator). */
function seeded(): () => number {
  let state = 7;
  return () => (state = (48271 * state) % 2147483647) / 2147483647;
}

/** The spectrum of a few outliers above a crowd near zero: Gaussians of width σ about the nodes. */
function spectrum(step: number, outliers: readonly number[]): Spectrum {
  const nodes = [-1.2, -0.4, 0.1, 0.3, 0.8, 1.5, ...outliers];
  const weights = [0.05, 0.2, 0.45, 0.2, 0.07, 0.0297, ...outliers.map(() => 0.0001)];
  const [from, to, broadening] = [-3, 45, 0.45];
  const grid = Float64Array.from({ length: 512 }, (_, i) => from + ((to - from) * i) / 511);
  const density = grid.map((x) =>
    nodes.reduce((sum, node, i) => {
      const gaussian =
        Math.exp(-(((x - node) / broadening) ** 2) / 2) / (broadening * Math.sqrt(2 * Math.PI));
      return sum + weights[i]! * gaussian;
    }, 0),
  );
  return {
    ...{ step, parameters: 2701, exact: false, nodes: Float64Array.from(nodes), grid, density, broadening },
    weights: Float64Array.from(weights),
    probes: Float64Array.from(nodes, () => 0),
    ...{ trace: 900, traceError: 12, least: -1.2, leastResidual: 1e-5, products: 800 },
    eigenvalues: Float64Array.from(outliers),
    residuals: Float64Array.from(outliers, () => 1e-6),
    ...{ vectors: 10, steps: 80, seed: 1 },
  };
}

/** ½·38c² with the steps of SAM on it. */
function slice(step: number): Slice {
  const loss = (c: number): number => 0.02 + 19 * c * c;
  const mark = (first: number): { first: number; second: number; off: number; loss: number } => ({
    ...{ first, second: 0, off: 0, loss: loss(first) },
  });
  const coordinates = Float64Array.from({ length: 101 }, (_, i) => 0.1 * (i / 50 - 1));
  return {
    ...{ step, plane: 'u1', coordinates, values: coordinates.map(loss), eigenvalues: Float64Array.of(38) },
    iterates: [0, -0.055, 0.004, -0.051, 0.008].map(mark),
    ascent: mark(0.03),
  };
}

/** ½·38c₁² + ½·9c₂² − 60c₁c₂² with the steps of SAM over it. */
function planeSlice(step: number, plane: Slice['plane']): Slice {
  const loss = (first: number, second: number): number =>
    0.02 + 19 * first ** 2 + 4.5 * second ** 2 - 60 * first * second ** 2;
  const coordinates = Float64Array.from({ length: 41 }, (_, i) => 0.1 * (i / 20 - 1));
  const mark = (first: number, second: number) => ({ first, second, off: 0, loss: loss(first, second) });
  return {
    ...{ step, plane, coordinates, eigenvalues: Float64Array.of(38, 9) },
    values: Float64Array.from(
      [...coordinates].flatMap((second) => Array.from(coordinates, (first) => loss(first, second))),
    ),
    iterates: [mark(0, 0), mark(-0.055, 0.01), mark(0.004, 0.013), mark(-0.051, 0.02), mark(0.008, 0.022)],
    ascent: mark(0.03, -0.004),
  };
}

/** The flow of which the run departs, followed for a while only. */
const flow: Flow = (() => {
  const step = Float64Array.from({ length: 13 }, (_, i) => 25 * i);
  const distance = step.map((t, i) => (i > 10 ? NaN : 0.4 * (1 - Math.exp(-t / 120))));
  const none = new Float64Array(13);
  return {
    ...{ step, distance, time: step.map((t) => 0.05 * t), loss: none, runLoss: none, sharpness: none },
    ...{ steps: none, rejected: none, evaluations: none, ending: 'limit', reached: 12.5, tolerance: 1e-6 },
    sentence:
      'The flow was followed to time 12.5 of 15, where the limit of gradient evaluations was reached.',
  };
})();

const kept: Partial<KeptStudies> = {
  spectra: [spectrum(0, [11, 8]), spectrum(300, [31.4, 22, 17.5])],
  slices: [slice(300), planeSlice(300, 'u1,u2'), planeSlice(300, 'u1,g')],
  flow,
};

// Drawings by eye: whoever changes how figures look looks at them anew.
test.each([
  'phasePortrait',
  'sharpnessAgainstLoss',
  'spectrum',
  'slice',
  'slicePlane',
  'sliceGradient',
  'flow',
  'events',
])('the drawing of %s', async (name) => {
  const [a, b] = [run('a', { step: 300 }, gd), run('b', { step: 300 }, sam)];
  const studied = ['spectrum', 'slice', 'slicePlane', 'sliceGradient', 'flow'];
  const random = seeded();
  const at = Array.from({ length: 31 }, (_, i) => 10 * i);
  const series = (value: (step: number) => number) => ({ step: at, value: at.map(value) });
  const rising = (t: number): number => 12 + 27 * (1 - Math.exp(-t / 90));
  const capped = (t: number): number => Math.min(rising(t), 30 + 1.5 * Math.cos(t / 12));
  const jitter = (): number => 0.002 * (random() - 0.5);
  const svg = draw(
    name,
    studied.includes(name) ? [b] : [a, b],
    {
      a: {
        loss: every(301, (t) => 0.5 * Math.exp(-t / 60) + 0.002),
        sharpness: series(rising),
        edge: series(() => 40),
        oscillation: every(300, (t) => (t % 2 ? -1 : 1) * 0.02 * Math.exp(-t / 90) + jitter()),
      },
      b: {
        loss: every(301, (t) => 0.45 * Math.exp(-t / 50) + 0.012),
        sharpness: series(capped),
        edge: series((t) => 38 - t / 40),
        oscillation: every(300, (t) => (t % 2 ? -1 : 1) * 0.03 * (1 - Math.exp(-t / 50)) + jitter()),
        cycleAmplitude: series((t) => 0.029 + t * 1e-6),
      },
    },
    300,
    {
      studies: { b: kept },
      events: {
        a: [
          { step: 40, kind: 'first-flip', sentence: 'δ changed its sign for the first time.' },
          { step: 210, kind: 'edge-crossed-up', sentence: 'λ₁ came to its edge from below.' },
        ],
        b: [
          { step: 12, kind: 'first-flip', sentence: 'δ changed its sign for the first time.' },
          ...[60, 130, 285].map((step) => ({ step, kind: 'spike', sentence: 'The loss rose and fell.' })),
          { step: 290, kind: 'catapult', sentence: 'λ₁ fell below 0.9 of what it was.' },
        ],
      },
    },
  );
  await expect(svg).toMatchFileSnapshot(`drawn/${name}.svg`);
});
