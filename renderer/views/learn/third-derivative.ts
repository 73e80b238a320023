import { cycle } from '../../../app/dynamics/cycle.ts';
import { midpointAt } from '../../../app/dynamics/descent.ts';
import { regimeOf } from '../../../app/dynamics/regime.ts';
import type { Point } from '../../../app/dynamics/surface.ts';
import { slopeAt } from './drift.ts';
import { drawn, type Lesson, type Outcome, type Settings } from './lesson.ts';
import { dials, firstSharpness, landscapeOf, ravine, type Ravine } from './ravine.ts';

/** Claim 3: what SAM's update adds is a third derivative, which drifts to wide minima. */
export const thirdDerivative: Lesson = {
  claim: 3,
  title: 'A third derivative drifts to wide minima',
  statement:
    'What the ascent adds to the gradient holds, beside the bounce, a third derivative: that of the Hessian in the direction of the leading eigenvector. It is what encourages the drift towards wider minima.',
  formulas: [
    'g⁺ = g + ρ∇²ℓĝ + ½ρ²D³ℓ(ĝ,ĝ,·) + O(ρ³),  ĝ = g/‖g‖',
    'on the cycle ĝ = ±u₁, and D³ℓ(u₁,u₁,·) = ∇λ₁',
    'along the valley, mean of both sides: (½a² + aρ + ½ρ²)∇λ₁ = ½b²∇λ₁',
  ],
  setting:
    'The ravine ℓ = ½(1 + y²)x². The parts of g⁺ are taken at every step of SAM, and their means over both sides of the bounce along the valley.',
  dials,
  lookFor: [
    'Across the valley the parts change sign at every step and cancel; along the valley each pulls the same way, towards the smaller λ₁.',
    'The third derivative is by far the largest part along the valley where ηλ₁ is small: its share is (1 − ηλ₁/2)².',
    'What the three parts leave is of third order: half the radius leaves an eighth.',
  ],
  caveats: [
    'The parts are exact here, by series of the formula; on networks the lab measures them by derivatives of programs (the figure "Parts of g⁺ − g").',
    'Off the cycle ĝ is not ±u₁, and the third derivative is that along ĝ.',
    'GD on a valley has g only: without a bounce of its own, nothing pulls along the valley.',
    'Wide is meant in the sense of the largest eigenvalue. A variant that takes each example by itself descends on the trace instead.',
  ],
  presets: ['ravine-drift', 'largest-or-trace'],
  compute,
};

/** The ascent gradient at a point and the parts of its series in ρ. */
interface Parts {
  readonly plus: Point;
  readonly plain: Point;
  readonly bounce: Point;
  readonly third: Point;
}

function partsAt({ surface }: Ravine, point: Point, radius: number): Parts {
  const plain = surface.gradient(point);
  const norm = Math.hypot(...plain);
  const unit: Point = [plain[0] / norm, plain[1] / norm];
  const turned = surface.curvatureAlong(point, unit);
  const third = surface.third(point, unit);
  return {
    plus: surface.gradient([point[0] + radius * unit[0], point[1] + radius * unit[1]]),
    plain,
    bounce: [radius * turned[0], radius * turned[1]],
    third: [(radius ** 2 / 2) * third[0], (radius ** 2 / 2) * third[1]],
  };
}

/** ‖g⁺ less its three parts‖. */
function rest({ plus, plain, bounce, third }: Parts): number {
  return Math.hypot(...([0, 1] as const).map((i) => plus[i] - plain[i] - bounce[i] - third[i]));
}

function compute(settings: Settings): Outcome {
  const { stepSize = 0, radius = 0 } = settings;
  const run = ravine(settings);
  const { iterates } = run.sam;
  const end = run.steps - 1;
  const all = iterates.map((point) => partsAt(run, point, radius));
  /** A part along the valley (y), mean of two steps in turn. */
  const along = (which: keyof Parts, step: number): number | null => {
    const [here, next] = [all[step], all[step + 1]];
    return here && next ? (here[which][1] + next[which][1]) / 2 : null;
  };
  const size = (which: keyof Parts, step: number): number | null =>
    all[step] ? Math.hypot(...all[step][which]) : null;
  /** What theory has for the factor of ∇λ₁ at a step, times ‖∇λ₁‖. */
  const expected = (step: number, factor: (a: number, b: number) => number): number | null => {
    const middle = midpointAt(iterates, step);
    const found = middle && cycle(stepSize, radius, run.surface.sharpness(middle));
    return middle && found && factor(found.amplitude, found.ascentDistance) * slopeAt(run, middle);
  };
  const x = stepSize * run.surface.sharpness(midpointAt(iterates, end) ?? run.start);
  const [wholeRest, halfRest] = [radius, radius / 2].map((each) => rest(partsAt(run, run.start, each)));
  const [third, plus] = [along('third', end), along('plus', end)];
  const regime = regimeOf(stepSize * firstSharpness(settings));
  return {
    pictures: [
      {
        title: 'Along the valley',
        formula: 'mean of both sides, log; dashed: ½b²‖∇λ₁‖',
        scale: 'log',
        holds: 'data',
        curves: [
          drawn({ under: 'sam', symbol: 'g⁺', role: 'value' }, end, (step) => along('plus', step)),
          drawn({ under: 'sam', symbol: 'third derivative', role: 'value', shade: 66 }, end, (step) =>
            along('third', step),
          ),
          drawn({ under: 'sam', symbol: 'g', role: 'value', shade: 40 }, end, (step) => along('plain', step)),
          drawn({ under: 'sam', symbol: '½b²‖∇λ₁‖', role: 'bound' }, end, (step) =>
            expected(step, (_, b) => b ** 2 / 2),
          ),
        ],
      },
      {
        title: 'Parts of g⁺ − g',
        formula: '½ρ²‖D³ℓ(ĝ,ĝ,·)‖, log; dashed: ρ‖∇²ℓĝ‖, and what all parts leave',
        scale: 'log',
        holds: 'data',
        curves: [
          drawn({ under: 'sam', symbol: 'third derivative', role: 'value' }, end, (step) =>
            size('third', step),
          ),
          drawn({ under: 'sam', symbol: 'bounce', role: 'bound' }, end, (step) => size('bounce', step)),
          drawn({ under: 'sam', symbol: 'rest', role: 'bound', shade: 66 }, end, (step) =>
            all[step] ? rest(all[step]) : null,
          ),
        ],
      },
    ],
    rows: [
      {
        quantity: 'g along the valley',
        symbol: '½a²‖∇λ₁‖',
        predicted: expected(end, (a) => a ** 2 / 2),
        measured: along('plain', end),
      },
      {
        quantity: 'ρ∇²ℓĝ along the valley',
        symbol: 'aρ‖∇λ₁‖',
        predicted: expected(end, (a) => a * radius),
        measured: along('bounce', end),
      },
      {
        quantity: 'third derivative along the valley',
        symbol: '½ρ²‖∇λ₁‖',
        predicted: expected(end, () => radius ** 2 / 2),
        measured: third,
      },
      {
        quantity: 'g⁺ along the valley',
        symbol: '½b²‖∇λ₁‖',
        predicted: expected(end, (_, b) => b ** 2 / 2),
        measured: plus,
      },
      {
        quantity: 'share of the third derivative',
        symbol: '(1 − ηλ₁/2)²',
        predicted: (1 - x / 2) ** 2,
        measured: third !== null && plus ? third / plus : null,
      },
      {
        quantity: 'rest at the start, with ρ over with ρ/2',
        symbol: 'O(ρ³)',
        predicted: 8,
        measured: wholeRest && halfRest ? wholeRest / halfRest : null,
      },
    ],
    regime: regime
      ? `On a quadratic with the λ₁ of the start the bounce is ${regime.source}.`
      : 'For ηλ₁ ≥ 2 at the start there is no cycle.',
    landscape: landscapeOf(run, settings),
  };
}
