import { cycle } from '../../../app/dynamics/cycle.ts';
import { descend, type Path, type Vector } from '../../../app/dynamics/descent.ts';
import { contractionRate, stepsToCycle } from '../../../app/dynamics/quadratic.ts';
import { regimeOf } from '../../../app/dynamics/regime.ts';
import { drawn, type Lesson, type Outcome, type Row, type Settings } from './lesson.ts';

const LEADING = 1; // λ₁, so that η is ηλ₁
const START: Vector = [0.7, 0.5, 0.6];
const MOST = 4000; // steps
const LATE = 100; // steps at the end that flips are counted in

const norm = (v: Vector): number => Math.hypot(...v);

/** Claim 1: on a quadratic SAM ends in a two-cycle along the leading eigenvector. */
export const bounce: Lesson = {
  claim: 1,
  title: 'The bounce',
  statement:
    'On a convex quadratic, SAM from almost every start does not come to rest in the minimum: it ends up bouncing from one side of the ravine to the other, in the direction of the largest curvature.',
  formulas: [
    'w ← w − η∇ℓ(w + ρ g/‖g‖),  ℓ = ½wᵀΛw',
    'w_t → ±(−1)ᵗ a u₁,  a = ηρλ₁/(2 − ηλ₁)',
    'ascent points at b = a + ρ,  ‖g‖ = β₁ = λ₁a',
  ],
  setting: 'ℓ = ½(λ₁w₁² + λ₂w₂² + λ₃w₃²) with λ₁ = 1, from w₀ = (0.7, 0.5, 0.6).',
  dials: [
    {
      name: 'stepSize',
      symbol: 'η',
      title: 'step size η, here also ηλ₁',
      least: 0.05,
      greatest: 2.1,
      by: 0.05,
      first: 0.5,
    },
    { name: 'radius', symbol: 'ρ', title: 'radius ρ', least: 0.01, greatest: 0.3, by: 0.01, first: 0.1 },
    {
      name: 'second',
      symbol: 'λ₂',
      title: 'second eigenvalue λ₂',
      least: 0.1,
      greatest: 0.95,
      by: 0.05,
      first: 0.6,
    },
    {
      name: 'third',
      symbol: 'λ₃',
      title: 'third eigenvalue λ₃',
      least: 0.05,
      greatest: 0.95,
      by: 0.05,
      first: 0.2,
    },
  ],
  lookFor: [
    'SAM’s part along u₁ settles on the dashed lines ±a and changes sides at every step; GD’s goes to zero.',
    'The distance from the cycle falls by the predicted factor a step. It is slow where λ₂ is close to λ₁ or λ₃ is small.',
    'Raise η: the amplitude grows without bound as ηλ₁ comes to 2. Twice the radius is twice the amplitude.',
  ],
  caveats: [
    'Paper A proves it for ηλ₁ < ½, Wen, Ma and Li for ηλ₁ < 1; up to 2 it is derived in docs/theory.md. From 2 on there is no cycle: the iterate leaves.',
    'GD changes sides too where 1 < ηλ₁ < 2, but dies out: look at the amplitude, not only at the flips.',
    'On this cycle λ₁ is on SAM’s edge of stability for every quadratic. That λ₁ is on the edge is therefore by itself no evidence that it came there.',
    'λ₁ must be simple: with λ₂ = λ₁ any bounce in their plane is kept.',
    'For small β₁ the cycle lies below what the precision resolves, or below ε where one is set, and the signs of the oscillation are random.',
  ],
  presets: ['the-bounce'],
  compute,
};

function compute({ stepSize = 0, radius = 0, second = 0, third = 0 }: Settings): Outcome {
  const eigenvalues = [LEADING, second, third];
  const gradient = (w: Vector): Vector => w.map((value, i) => (eigenvalues[i] ?? 0) * value);
  const regime = regimeOf(stepSize * LEADING);
  const needed = regime ? stepsToCycle(stepSize, eigenvalues, 1e-12) : LATE;
  const steps = Math.round(Math.min(MOST, Math.max(2 * LATE, needed)));
  const sam = descend(gradient, START, { stepSize, radius, steps });
  const gd = descend(gradient, START, { stepSize, radius: 0, steps });
  const found = cycle(stepSize, radius, LEADING);
  const distances = found && sam.iterates.map((w) => distanceFrom(w, found.amplitude));
  const rate = found ? contractionRate(stepSize, eigenvalues) : null;
  return {
    pictures: [
      {
        title: 'Along the leading eigenvector',
        formula: 'u₁·w_t; dashed: ±a',
        scale: 'linear',
        holds: 'symmetry',
        opening: 80,
        curves: [
          drawn(
            { under: 'gd', symbol: 'u₁·w', role: 'value' },
            steps,
            (step) => gd.iterates[step]?.[0] ?? null,
          ),
          drawn(
            { under: 'sam', symbol: 'u₁·w', role: 'value' },
            steps,
            (step) => sam.iterates[step]?.[0] ?? null,
          ),
          ...(found
            ? [
                drawn(
                  { under: 'sam', symbol: '±a', role: 'bound', mirrored: true },
                  steps,
                  () => found.amplitude,
                ),
              ]
            : []),
        ],
      },
      ...(distances && rate !== null ? [approach(distances, rate)] : []),
    ],
    rows: rowsOf(sam, gradient, found, { distances, rate }, eigenvalues),
    regime: regime ? `The cycle is ${regime.source}.` : 'For ηλ₁ ≥ 2 there is no cycle: the bounce grows.',
    landscape: null,
  };
}

/** Distance from the nearer of the two points of the cycle. */
function distanceFrom(w: Vector, amplitude: number): number {
  return norm(w.map((value, i) => (i === 0 ? Math.abs(value) - amplitude : value)));
}

function approach(distances: readonly number[], rate: number): Outcome['pictures'][number] {
  const steps = distances.length - 1;
  const anchor = distances.findIndex((each) => each < 0.01 * (distances[0] ?? 0));
  const from = anchor < 0 ? 0 : anchor;
  return {
    title: 'Distance from the cycle',
    formula: '‖w_t ∓ a u₁‖, log; dashed: max|m| to the power of t',
    scale: 'log',
    holds: 'data',
    curves: [
      drawn({ under: 'sam', symbol: 'distance', role: 'value' }, steps, (step) => {
        const distance = distances[step] ?? 0;
        return distance > 1e-14 ? distance : null; // below it is rounding
      }),
      drawn({ under: 'sam', symbol: 'max|m|ᵗ', role: 'bound' }, steps, (step) => {
        const predicted = (distances[from] ?? NaN) * rate ** (step - from);
        return step >= from && predicted > 1e-14 ? predicted : null;
      }),
    ],
  };
}

/** Geometric mean of the factors a step, where the distance is small and not yet rounding; null where it never is. */
function measuredRate(distances: readonly number[]): number | null {
  const first = distances.findIndex((each) => each < 1e-5);
  const end = distances.findIndex((each) => each < 1e-11);
  const last = end < 0 ? distances.length - 1 : end;
  if (first < 0 || last - first < 4) return null;
  return ((distances[last] ?? NaN) / (distances[first] ?? NaN)) ** (1 / (last - first));
}

function rowsOf(
  { iterates, ascents }: Path<Vector>,
  gradient: (w: Vector) => Vector,
  found: ReturnType<typeof cycle>,
  { distances, rate }: { readonly distances: readonly number[] | null; readonly rate: number | null },
  eigenvalues: readonly number[],
): Row[] {
  const last = iterates.at(-1) ?? START;
  const late = iterates.slice(-LATE - 1);
  const flips = late.slice(1).filter((w, i) => w[0]! * (late[i]?.[0] ?? 0) < 0).length;
  const loss = last.reduce((sum, value, i) => sum + 0.5 * (eigenvalues[i] ?? 0) * value * value, 0);
  return [
    {
      quantity: 'amplitude',
      symbol: 'a',
      predicted: found?.amplitude ?? null,
      measured: Math.abs(last[0] ?? NaN),
    },
    {
      quantity: 'ascent distance',
      symbol: 'b',
      predicted: found?.ascentDistance ?? null,
      measured: norm(ascents.at(-1) ?? []),
    },
    {
      quantity: 'gradient norm',
      symbol: 'β₁',
      predicted: found?.gradientNorm ?? null,
      measured: norm(gradient(last)),
    },
    {
      quantity: 'loss on the cycle',
      symbol: '½λ₁a²',
      predicted: found && 0.5 * LEADING * found.amplitude ** 2,
      measured: loss,
    },
    {
      quantity: 'contraction a step',
      symbol: 'max|m|',
      predicted: rate,
      measured: distances && measuredRate(distances),
    },
    {
      quantity: 'late steps that change sides',
      symbol: 'flip rate',
      predicted: found && 1,
      measured: flips / (late.length - 1),
    },
  ];
}
