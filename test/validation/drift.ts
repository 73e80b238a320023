import { equilibrium } from '../../app/dynamics/drift.ts';
import { summaryOf, valuesOf } from '../main/engine/run/collect.ts';
import type { NamedRun, Part, Row } from './row.ts';

function toyRows({ name, run }: NamedRun): Row[] {
  const { radius } = run.experiment.optimizer as { radius: number };
  const summary = summaryOf(run);
  return [
    {
      of: name,
      quantity: 'λ₁ at the last midpoint, closed form',
      predicted: summary.closedFormSharpness ?? NaN,
      measured: valuesOf(run, 'midpointSharpness').at(-1)!,
      within: { relative: 3 * radius ** 2 },
    },
    {
      of: name,
      quantity: 'drift over −2κ∇λ₁',
      predicted: 1,
      measured: summary.driftRatio ?? NaN,
      within: { absolute: 3 * radius ** 2 },
    },
    {
      of: name,
      quantity: 'cosine of both',
      predicted: 1,
      measured: summary.driftAlignment ?? NaN,
      within: { absolute: 1e-6 },
    },
    {
      of: name,
      quantity: 'change of λ₁, by slope and drift',
      predicted: summary.predictedSharpnessChange ?? NaN,
      measured: summary.sharpnessChange ?? NaN,
      within: { relative: 20 * radius ** 2 },
    },
  ];
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
