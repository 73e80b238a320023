import { optimizerRules, settingsAt } from '../../app/experiment/optimizer-rules.ts';
import { summaryOf, valuesOf } from '../main/engine/run/collect.ts';
import type { NamedRun, Part, Row } from './row.ts';

/** Amplitude of the bounce against the closed form of the optimizer's own file, on a quadratic with λ₁ = 1. */
function amplitude({ name, run }: NamedRun): Row[] {
  const settings = settingsAt(run.experiment.optimizer, 0);
  const cycle = optimizerRules[settings.kind].cycle(settings, 1);
  if (!cycle) return [];
  return [
    {
      of: name,
      quantity: 'amplitude |δ|, mean of the late steps',
      predicted: cycle.amplitude,
      measured: summaryOf(run).oscillationAmplitude ?? NaN,
      within: { relative: 1e-6 },
    },
  ];
}

/** Whether a run diverged: 1 above its limit, 0 below. */
function divergence({ name, run }: NamedRun, above: boolean): Row {
  return {
    of: name,
    quantity: 'diverged (1) or not (0)',
    predicted: above ? 1 : 0,
    measured: run.done.status === 'diverged' ? 1 : 0,
    within: { absolute: 0 },
  };
}

/** Below and above its limit in turn; a run that is neither is asked for its amplitude. */
function rows(runs: readonly NamedRun[], kind: 'gd' | 'usam'): Row[] {
  let above = true;
  return runs.flatMap((named) => {
    if (named.run.experiment.optimizer.kind !== kind) return amplitude(named);
    above = !above;
    return [divergence(named, above)];
  });
}

export const momentum: Part = {
  title: 'Momentum',
  text:
    'GD is stable up to ηλ₁ = 2(1 + β) with heavy-ball and (2 + 2β)/(1 + 2β) with Nesterov momentum: 3.8 and 1.357 for β = 0.9 (Cohen et al.). SAM with heavy ball has a cycle of amplitude xρ/(2(1 + β) − x), x = ηλ₁ ' +
    '(theory.md, section 7; others, longer, coexist). λ = 1, 0.5.',
  file: 'momentum',
  rows: (runs) => rows(runs, 'gd'),
};

export const variants: Part = {
  title: 'Variants',
  text: 'The cycles of the variants (theory.md, section 7), and USAM, which has none and is stable where ηλ₁(1 + ρλ₁) < 2. λ = 1, 0.5, η = 0.7, ρ = 0.05; USAM η = 1.',
  file: 'variants',
  rows: (runs) => rows(runs, 'usam'),
};

/** Where F₁'b₁² + F₂'b₂² = 0 with b = 2ρ/(2 − ηF), for the F of theory.md, section 8; found by the fixed point of b. */
function balance(stepSize: number): readonly [number, number] {
  let [x1, x2] = [0.8, 1 / 7];
  for (let i = 0; i < 100; i++) {
    const f1 = x1 ** 2 + 6 * x2 ** 2 + 8;
    const f2 = 4 * (1 - x1) ** 2 + (1 - x2) ** 2 + 1;
    const weight = ((2 - stepSize * f2) / (2 - stepSize * f1)) ** 2; // b₁²/b₂²
    x1 = 4 / (4 + weight);
    x2 = 1 / (1 + 6 * weight);
  }
  return [x1, x2];
}

export const oneSam: Part = {
  title: 'The largest eigenvalue or the trace',
  text:
    'Wen, Ma and Li: SAM on all examples minimises the largest eigenvalue, with an ascent of each example’s own nearly the trace. Two examples with losses F₁(x)x₃² and F₂(x)x₄² (theory.md, section 8): SAM ends where F₁ is least, ' +
    '(0, 0); 1-SAM where b₁²∇F₁ + b₂²∇F₂ = 0, near the least trace (0.8, 0.143).',
  file: 'one-sam',
  rows: (runs) =>
    runs.flatMap(({ name, run }, i) => {
      const expected = i === 0 ? [0, 0] : balance(0.01);
      return ['x1', 'x2'].map((coordinate, j): Row => {
        const [before, last] = valuesOf(run, `w.${coordinate}`).slice(-2);
        return {
          of: name,
          quantity: `mean of the last two ${coordinate}`,
          predicted: expected[j]!,
          measured: (before! + last!) / 2,
          within: { absolute: 0.005 },
        };
      });
    }),
};
