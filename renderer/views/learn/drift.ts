import { midpointAt } from '../../../app/dynamics/descent.ts';
import { driftRate } from '../../../app/dynamics/drift.ts';
import { regimeOf } from '../../../app/dynamics/regime.ts';
import type { Point } from '../../../app/dynamics/surface.ts';
import { drawn, type Lesson, type Outcome, type Settings } from './lesson.ts';
import { descentIn, dials, firstSharpness, landscapeOf, ravine, type Ravine } from './ravine.ts';

/** Claim 2: the bounce descends on the spectral norm of the Hessian. */
export const drift: Lesson = {
  claim: 2,
  title: 'Bounces descend on the sharpness',
  statement:
    'Beyond quadratics the bounce itself does gradient descent, with a smaller step size, on the spectral norm of the Hessian: along a valley of minima the middle of the bounce moves to where λ₁ is smaller.',
  formulas: ['Δw* = −κ∇λ₁(w*) a step', 'κ = 2ηρ²/(2 − ηλ₁)² = (η/2)b²'],
  setting:
    'The ravine ℓ = ½(1 + y²)x²: every point of the valley x = 0 is a minimum, of sharpness λ₁ = 1 + y². SAM begins on its cycle at y₀, GD beside it.',
  dials,
  lookFor: [
    'λ₁ at the middle of SAM’s bounce follows the dashed closed form down; GD, from the same start, stays where it meets the valley.',
    'The measured step of the middle lies on κ‖∇λ₁‖. It slows as the valley widens: a and b shrink with λ₁.',
    'The relative error of the closed form is O(ρ²): with half the radius and four times the steps it is about a quarter.',
  ],
  caveats: [
    'κ needs a valley of minima and a small radius: b has to be small beside the distance over which λ₁ changes. With ηλ₁ close to 2 it is not, and the error does not fall by four.',
    'GD that oscillates with an amplitude A drifts by the same mechanism with ½ηA², but nothing in GD sets A.',
    'That λ₁ lies on SAM’s edge tells nothing here, because on the cycle it always does: look at whether λ₁ itself moved.',
    'A change of λ₁ may also come from the slope of the loss, where there is one. In this valley there is none.',
  ],
  presets: ['ravine-drift', 'hyperbola-drift'],
  compute,
};

/** λ₁ at the middle of the bounce around a step; null at the ends. */
function middleSharpness({ surface }: Ravine, iterates: readonly Point[], step: number): number | null {
  const middle = midpointAt(iterates, step);
  return middle && surface.sharpness(middle);
}

/** λ₁ after the last step that has a middle, by the closed form from the first that has one. */
function closedForm(run: Ravine, stepSize: number, radius: number, after: number): number | null {
  const first = middleSharpness(run, run.sam.iterates, 1);
  return first === null ? null : run.toy.sharpnessAfter(first, { stepSize, radius, steps: after - 1 });
}

/** Relative error of the closed form at the end. */
function error(run: Ravine, stepSize: number, radius: number): number | null {
  const end = run.steps - 1;
  const [measured, predicted] = [
    middleSharpness(run, run.sam.iterates, end),
    closedForm(run, stepSize, radius, end),
  ];
  return measured === null || predicted === null ? null : Math.abs(measured - predicted) / predicted;
}

function compute(settings: Settings): Outcome {
  const { stepSize = 0, radius = 0 } = settings;
  const run = ravine(settings);
  const { steps, surface } = run;
  const { iterates } = run.sam;
  const gd = descentIn(run, settings).iterates;
  const end = steps - 1;
  const stride = Math.max(1, Math.floor(steps / 60));
  /** How far the middle moves a step along −∇λ₁, over two steps. */
  const moved = (step: number): number | null => {
    const [before, after] = [midpointAt(iterates, step - 1), midpointAt(iterates, step + 1)];
    return before && after && -(after[1] - before[1]) / 2;
  };
  const expected = (step: number): number | null => {
    const middle = midpointAt(iterates, step);
    const rate = middle && driftRate(stepSize, radius, surface.sharpness(middle));
    return middle && rate === null ? null : middle && rate! * slopeAt(run, middle);
  };
  const [last, ownError] = [middleSharpness(run, iterates, end), error(run, stepSize, radius)];
  const halfError = error(ravine(settings, { radius: 0.5, steps: 4 }), stepSize, radius / 2);
  const [step, theory] = [moved(end - 1), expected(end - 1)];
  const slope = theory === null ? null : slopeAt(run, midpointAt(iterates, end - 1)!);
  const regime = regimeOf(stepSize * firstSharpness(settings));
  return {
    pictures: [
      {
        title: 'Sharpness at the middle of the bounce',
        formula: 'λ₁(w*); dashed: closed form',
        scale: 'linear',
        holds: 'data',
        curves: [
          drawn({ under: 'gd', symbol: 'λ₁', role: 'value' }, steps, (at) => middleSharpness(run, gd, at)),
          drawn({ under: 'sam', symbol: 'λ₁', role: 'value' }, steps, (at) =>
            middleSharpness(run, iterates, at),
          ),
          drawn({ under: 'sam', symbol: 'closed form', role: 'bound' }, end, (at) =>
            at >= 1 && (at % stride === 0 || at === 1 || at === end)
              ? closedForm(run, stepSize, radius, at)
              : null,
          ),
        ],
      },
      {
        title: 'Step of the middle',
        formula: '−Δw*·∇λ₁/‖∇λ₁‖ over two steps, halved; dashed: κ‖∇λ₁‖',
        scale: 'log',
        holds: 'data',
        curves: [
          drawn({ under: 'sam', symbol: 'measured', role: 'value' }, end - 1, moved),
          drawn({ under: 'sam', symbol: 'κ‖∇λ₁‖', role: 'bound' }, end - 1, expected),
        ],
      },
    ],
    rows: [
      {
        quantity: 'sharpness at the end',
        symbol: 'λ₁',
        predicted: closedForm(run, stepSize, radius, end),
        measured: last,
      },
      {
        quantity: 'drift rate at the end',
        symbol: 'κ',
        predicted: theory !== null && slope ? theory / slope : null,
        measured: step !== null && slope ? step / slope : null,
      },
      {
        quantity: 'step size on λ₁ over η',
        symbol: 'κ/η',
        predicted: theory !== null && slope ? theory / slope / stepSize : null,
        measured: step !== null && slope ? step / slope / stepSize : null,
      },
      {
        quantity: 'relative error, with ρ over with ρ/2',
        symbol: 'O(ρ²)',
        predicted: 4,
        measured: ownError !== null && halfError ? ownError / halfError : null,
      },
    ],
    regime: regime
      ? `On a quadratic with the λ₁ of the start the bounce is ${regime.source}.`
      : 'For ηλ₁ ≥ 2 at the start there is no cycle: κ does not hold there.',
    landscape: landscapeOf(run, settings),
  };
}

/** ‖∇λ₁‖ at a place on the valley: the third derivative along u₁. */
export function slopeAt({ surface }: Ravine, middle: Point): number {
  return Math.hypot(...surface.third(middle, surface.local(middle).direction));
}
