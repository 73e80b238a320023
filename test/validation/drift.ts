import { equilibrium } from '../../app/dynamics/drift.ts';
import { plainSettings } from '../../app/experiment/optimizer-rules.ts';
import type { QuadraticMap } from '../../app/experiment/quadratic-map.ts';
import { buildQuadraticMap } from '../../main/engine/objective/quadratic-map.ts';
import { summaryOf, valuesOf } from '../main/engine/run/collect.ts';
import { QuadraticMapValley } from '../main/engine/run/valley-flow.ts';
import type { NamedRun, Part, Row } from './row.ts';

/** The drift itself beside κ, and how far they may be apart. */
function driftRows(
  { name, run }: NamedRun,
  within: { readonly ratio: number; readonly cosine: number },
): Row[] {
  const { driftRatio, driftAlignment } = summaryOf(run);
  return [
    {
      of: name,
      quantity: 'drift over −2κ∇λ₁',
      predicted: 1,
      measured: driftRatio ?? NaN,
      within: { absolute: within.ratio },
    },
    {
      of: name,
      quantity: 'cosine of both',
      predicted: 1,
      measured: driftAlignment ?? NaN,
      within: { absolute: within.cosine },
    },
  ];
}

function toyRows(named: NamedRun): Row[] {
  const { name, run } = named;
  const radius = radiusOf(named);
  const summary = summaryOf(run);
  return [
    {
      of: name,
      quantity: 'λ₁ at the last midpoint, closed form',
      predicted: summary.closedFormSharpness ?? NaN,
      measured: valuesOf(run, 'midpointSharpness').at(-1)!,
      within: { relative: 3 * radius ** 2 },
    },
    ...driftRows(named, { ratio: 3 * radius ** 2, cosine: 1e-6 }),
    {
      of: name,
      quantity: 'change of λ₁, by slope and drift',
      predicted: summary.predictedSharpnessChange ?? NaN,
      measured: summary.sharpnessChange ?? NaN,
      within: { relative: 20 * radius ** 2 },
    },
  ];
}

function radiusOf({ run }: NamedRun): number {
  return (run.experiment.optimizer as { radius: number }).radius;
}

/** The errors of the closed form at ρ and ρ/2: their ratio is 4. */
function orderRows(runs: readonly NamedRun[]): Row[] {
  const error = ({ run }: NamedRun): number =>
    Math.abs(valuesOf(run, 'midpointSharpness').at(-1)! - (summaryOf(run).closedFormSharpness ?? NaN));
  return runs.flatMap((coarse, i) => {
    const fine = runs[i + 1];
    if (!fine || fine.run.experiment.optimizer.stepSize !== coarse.run.experiment.optimizer.stepSize)
      return [];
    return [
      {
        of: `${coarse.name} and half of it`,
        quantity: 'ratio of the errors of the closed form',
        predicted: 4,
        measured: error(coarse) / error(fine),
        within: { band: [3, 5] },
      } satisfies Row,
    ];
  });
}

const claims =
  'Claims 2 and 3 of Bartlett, Long and Bousquet: along a valley of minima the middle of the bounce moves by −κ∇λ₁ a step, κ = 2ηρ²/(2 − ηλ₁)²: gradient descent, with a smaller step, on the spectral norm of the Hessian, ' +
  'by a third derivative of the loss. The relative error is O(ρ²). ';

export const ravine: Part = {
  title: 'The drift down the ravine',
  text: `${claims}ℓ = ½(1 + y²)x² from (a(λ₀), 2): its flow has the closed form F of theory.md, section 3.`,
  file: 'ravine',
  rows: (runs) => [...runs.flatMap(toyRows), ...orderRows(runs)],
};

export const hyperbola: Part = {
  title: 'The drift along the hyperbola',
  text: `${claims}ℓ = ½(xy − 1)² from (3, ⅓) + a u₁, where the valley bends: closed form G of theory.md, section 3.`,
  file: 'hyperbola',
  rows: (runs) => [...runs.flatMap(toyRows), ...orderRows(runs)],
};

/** From the run's own start, the bounce about the valley at its middle. */
function flowRow(named: NamedRun): Row {
  const { experiment } = named.run;
  const valley = new QuadraticMapValley(
    buildQuadraticMap(experiment.objective as QuadraticMap, experiment.seed),
  );
  const start = Float64Array.from((experiment.objective as { start: number[] }).start);
  const { stepSize } = plainSettings(experiment.optimizer)!;
  const end = valley.flow(valley.bottom(start), experiment.steps, stepSize, radiusOf(named));
  return {
    of: named.name,
    quantity: 'λ₁ at the last midpoint, Riemannian flow of κ',
    predicted: valley.at(end).sharpness,
    measured: valuesOf(named.run, 'midpointSharpness').at(-1)!,
    within: { relative: radiusOf(named) ** 2 / 2 },
  };
}

export const leastSquares: Part = {
  title: 'The drift of least squares',
  text: `${claims}Least squares of a random quadratic map with 8 parameters and 3 examples, η = 0.1, from a bounce about a point of its valley of five dimensions. The flow ẇ = −κ∇λ₁ along the valley is integrated from that point by Runge–Kutta steps, from the map’s data alone.`,
  file: 'least-squares',
  rows: (runs) =>
    runs.flatMap((named) => {
      const radius = radiusOf(named);
      return [flowRow(named), ...driftRows(named, { ratio: radius ** 2 / 2, cosine: radius ** 4 / 2 })];
    }),
};

export const variantDrift: Part = {
  title: 'The drift of the variants',
  text: 'Partial SAM, GSAM and momentum drift by κ of their own (theory.md, section 7): down the ravine ℓ = ½(1 + y²)x² from their bounce at y = 2, η = 0.1. The relative error is O(ρ²).',
  file: 'variant-drift',
  rows: (runs) =>
    runs.flatMap((named) => driftRows(named, { ratio: radiusOf(named) ** 2 / 2, cosine: 1e-6 })),
};

/** T_{11y} = ½ of x²y's coefficient twice over: ∂³ℓ/∂x²∂y. */
const isolated = { stepSize: 0.2, sharpness: 3, curvature: 0.4, third: 0.5 };

export const isolatedMinimum: Part = {
  title: 'The equilibrium at an isolated minimum',
  text: 'Where a curvature λ_j brings the middle of the bounce back, it settles at −½T₁₁ⱼ(b² + kλ_j a²)/(λ_j(1 + kλ_j)) from the minimum (theory.md, section 3). ℓ = 1.5x² + 0.2y² + 0.25x²y, η = 0.2.',
  file: 'isolated-minimum',
  rows: (runs) =>
    runs.map(({ name, run }) => {
      const { radius } = run.experiment.optimizer as { radius: number };
      const [before, last] = valuesOf(run, 'w.y').slice(-2);
      return {
        of: name,
        quantity: 'mean of the last two y',
        predicted: equilibrium({ ...isolated, radius })?.offset ?? NaN,
        measured: (before! + last!) / 2,
        within: { relative: 3 * radius ** 2 + 1e-4 },
      };
    }),
};
