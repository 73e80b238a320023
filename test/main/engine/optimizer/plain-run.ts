type Vector = readonly number[];

/** ℓ and ∇ℓ at a point: of some examples by their numbers, or of all there is. */
export type PlainLoss = (
  point: Vector,
  examples: Vector,
) => { readonly value: number; readonly gradient: Vector };

/** An optimizer's settings as an experiment file has them, without schedules. */
export interface PlainOptimizer {
  readonly kind: string;
  readonly stepSize: number;
  readonly radius?: number;
  readonly alpha?: number;
  readonly fraction?: number;
  readonly shard?: number;
  readonly ascentSteps?: number;
  readonly offset?: number;
  readonly momentum?: number;
  readonly nesterov?: boolean;
}

const length = (a: Vector): number => Math.sqrt(a.reduce((sum, x) => sum + x * x, 0));
const inner = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const along = (w: Vector, factor: number, d: Vector): number[] => w.map((x, i) => x + factor * d[i]!);

/** ρ/(‖g‖+ε), 0 where that is undefined. */
const scale = (radius: number, norm: number, epsilon: number): number =>
  norm + epsilon > 0 ? radius / (norm + epsilon) : 0;

/** The direction of each optimizer in loops over arrays, from the formulas of docs/experiment-file.md. */
function direction(
  { kind, radius = 0, alpha = 0, fraction = 0, shard = 0, ascentSteps = 0, offset = 0.01 }: PlainOptimizer,
  loss: PlainLoss,
  w: Vector,
  examples: Vector,
  epsilon: number,
): { readonly d: Vector; readonly ascentLoss: number; readonly plus: Vector } {
  const g = loss(w, examples).gradient;
  const at = (point: Vector) => {
    const { value, gradient } = loss(point, examples);
    return { d: gradient, ascentLoss: value, plus: gradient };
  };
  const sam = at(along(w, scale(radius, length(g), epsilon), g));
  switch (kind) {
    case 'gd':
      return { d: g, ascentLoss: NaN, plus: [] };
    case 'sam':
      return sam;
    case 'usam':
      return at(along(w, radius, g));
    case 'asam': {
      const t = w.map((x) => Math.abs(x) + offset);
      const factor = scale(radius, length(g.map((x, i) => t[i]! * x)), epsilon);
      return at(w.map((x, i) => x + factor * t[i]! * t[i]! * g[i]!));
    }
    case 'gsam': {
      const { plus } = sam;
      const share = inner(g, plus) / inner(plus, plus);
      return { ...sam, d: plus.map((x, i) => x - alpha * (g[i]! - share * x)) };
    }
    case 'partial-sam':
      return { ...sam, d: sam.plus.map((x, i) => (1 - fraction) * g[i]! + fraction * x) };
    case 'n-step-sam': {
      let point = w;
      for (let k = 0; k < ascentSteps; k++) {
        const here = loss(point, examples).gradient;
        point = along(point, scale(radius / ascentSteps, length(here), epsilon), here);
      }
      return at(point);
    }
    case 'm-sam': {
      let [ascentLoss, plus] = [0, w.map(() => 0)];
      for (let begin = 0; begin < examples.length; begin += shard) {
        const some = examples.slice(begin, begin + shard);
        const own = loss(w, some).gradient;
        const there = loss(along(w, scale(radius, length(own), epsilon), own), some);
        const weight = some.length / examples.length;
        ascentLoss += weight * there.value;
        plus = along(plus, weight, there.gradient);
      }
      return { d: plus, ascentLoss, plus };
    }
    default:
      throw new TypeError(kind);
  }
}

/** Scalars of every step and the iterates of a run in plain float64 loops. */
export interface PlainRun {
  readonly w: Vector[];
  readonly loss: number[];
  readonly gradientNorm: number[];
  readonly ascentLoss: number[];
  readonly ascentGradientNorm: number[];
}

/**
 * The steps of an optimizer with momentum; the last row is the end, from which no step is made.
 * @param settings of a step
 * @param examples of a step
 */
export function plainRun(
  settings: (step: number) => PlainOptimizer,
  loss: PlainLoss,
  start: Vector,
  steps: number,
  { epsilon = 0, examples = () => [] }: { epsilon?: number; examples?: (step: number) => Vector } = {},
): PlainRun {
  const run: PlainRun = { w: [], loss: [], gradientNorm: [], ascentLoss: [], ascentGradientNorm: [] };
  let w = start;
  let m = start.map(() => 0);
  for (let step = 0; step <= steps; step++) {
    const optimizer = settings(step);
    const { stepSize, momentum = 0, nesterov = false } = optimizer;
    const here = loss(w, examples(step));
    const { d, ascentLoss, plus } = direction(optimizer, loss, w, examples(step), epsilon);
    run.w.push(w);
    run.loss.push(here.value);
    run.gradientNorm.push(length(here.gradient));
    run.ascentLoss.push(ascentLoss);
    run.ascentGradientNorm.push(length(plus));
    m = m.map((x, i) => momentum * x + d[i]!);
    w = along(w, -stepSize, nesterov ? along(d, momentum, m) : m);
  }
  return run;
}
