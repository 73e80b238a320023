import { descend, type Descent, type Vector } from '../../../../app/dynamics/descent.ts';
import { surfaceOf, type Point } from '../../../../app/dynamics/surface.ts';
import { eigenvalueList } from '../../../../app/experiment/eigenvalues.ts';
import type {
  Experiment,
  ExpressionObjective,
  Optimizer,
  QuadraticObjective,
} from '../../../../app/experiment/experiment.ts';
import { parseFormula } from '../../../../app/experiment/formula/parse.ts';
import type { Network } from '../../../../app/experiment/network.ts';
import { isSchedule } from '../../../../app/experiment/schedule.ts';
import { chainStart, type ScalarChain } from '../../../../app/experiment/scalar-chain.ts';

/** What one optimizer does, in units of the picture: both coordinates from 0 to 1, upwards. */
export interface Line {
  readonly kind: Optimizer['kind'];
  readonly points: readonly Point[];
}

/** What the small picture of an example shows. */
export type Picture =
  /** Iterates of the experiments themselves, done in the browser; `bars` are eigenvalues from 0 to 1 beside them. */
  | { readonly type: 'lines'; readonly lines: readonly Line[]; readonly bars: readonly number[] }
  /** What is minimized, where its iterates would take a run. */
  | { readonly type: 'network'; readonly kind: Network['kind']; readonly layers: number }
  | { readonly type: 'map' };

const MOST_STEPS = 600; // drawn of a path
const MOST_TURNS = 4000; // to where a bounce is drawn: as long as the presets run
const TURNS = 9; // iterates of a bounce that are shown
const MOST_BARS = 24;

/** The picture of the experiments of an example. */
export function pictureOf(experiments: readonly Experiment[]): Picture {
  const [first] = experiments;
  switch (first?.objective.kind) {
    case 'quadratic':
      return {
        type: 'lines',
        lines: scaled(linesOf(experiments, bounceOf)),
        bars: barsOf(first.objective),
      };
    case 'expression': {
      const lines = linesOf(experiments, pathOf);
      return lines.length === 0 ? { type: 'map' } : { type: 'lines', lines: scaled(lines), bars: [] };
    }
    case 'chain':
      return { type: 'lines', lines: scaled(linesOf(experiments, ratiosOf)), bars: [] };
    case 'network': {
      const { network } = first.objective;
      return { type: 'network', kind: network.kind, layers: layersOf(network) };
    }
    case 'quadratic-map':
    case undefined:
      return { type: 'map' };
  }
}

/** A line of each experiment under plain GD or SAM, in its own units. */
function linesOf(
  experiments: readonly Experiment[],
  line: (experiment: Experiment, descent: Descent) => readonly Point[],
): readonly Line[] {
  return experiments.flatMap((experiment) => {
    const descent = descentOf(experiment);
    const points = descent ? line(experiment, descent) : [];
    return points.length === 0 ? [] : [{ kind: experiment.optimizer.kind, points }];
  });
}

function descentOf({ objective, optimizer, steps }: Experiment): Descent | null {
  const { kind, stepSize, momentum, batch } = optimizer;
  if (isSchedule(stepSize) || momentum > 0 || batch !== 'full') return null;
  const short = {
    stepSize,
    steps: Math.min(steps, objective.kind === 'quadratic' ? MOST_TURNS : MOST_STEPS),
  };
  if (kind === 'gd') return { ...short, radius: 0 };
  return kind === 'sam' && !isSchedule(optimizer.radius) ? { ...short, radius: optimizer.radius } : null;
}

/** The last iterates on a quadratic along u₁, step by step. */
function bounceOf({ objective }: Experiment, descent: Descent): readonly Point[] {
  if (objective.kind !== 'quadratic') return [];
  const eigenvalues = eigenvalueList(objective.eigenvalues).toSorted((a, b) => b - a);
  const start = objective.start === 'random' ? eigenvalues.map(() => 1) : objective.start;
  const gradient = (w: Vector): Vector => w.map((value, i) => value * eigenvalues[i]!);
  const { iterates } = descend(gradient, start, descent);
  return iterates.slice(-TURNS).map((w, step) => [step, w[0] ?? 0]);
}

function barsOf({ eigenvalues }: QuadraticObjective): readonly number[] {
  const sorted = eigenvalueList(eigenvalues).toSorted((a, b) => b - a);
  const most = Math.max(...sorted.map(Math.abs));
  return sorted.slice(0, MOST_BARS).map((value) => value / most);
}

/** The iterates of a formula in two variables. */
function pathOf({ objective }: Experiment, descent: Descent): readonly Point[] {
  const surface = objective.kind === 'expression' ? planeOf(objective) : null;
  if (!surface || objective.kind !== 'expression') return [];
  const [x = NaN, y = NaN] = objective.start;
  return descend<Point>(surface.gradient, [x, y], descent).iterates;
}

function planeOf({ formula, variables }: ExpressionObjective): ReturnType<typeof surfaceOf> | null {
  const [x, y, ...more] = variables;
  if (typeof formula !== 'string' || x === undefined || y === undefined || more.length > 0) return null;
  const parsed = parseFormula(formula, variables);
  return 'formula' in parsed ? surfaceOf(parsed.formula, [x, y]) : null;
}

/** x₁/x_L of a chain along the steps. */
function ratiosOf({ objective }: Experiment, descent: Descent): readonly Point[] {
  if (objective.kind !== 'chain') return [];
  const { iterates } = descend(chainGradient(objective), chainStart(objective), descent);
  return iterates.map((x, step) => [step, x[0]! / x.at(-1)!]);
}

function chainGradient({ target }: ScalarChain): (x: Vector) => Vector {
  return (x) => {
    const product = x.reduce((all, factor) => all * factor, 1);
    return x.map((factor) => ((product - target) * product) / factor);
  };
}

/** Lines in units of the box that holds all of them; what has no extent lies in the middle. */
function scaled(lines: readonly Line[]): readonly Line[] {
  const all = lines.flatMap(({ points }) => points);
  const place = [0, 1].map((axis) => {
    const values = all.map((point) => point[axis]!);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value: number): number => (high > low ? (value - low) / (high - low) : 0.5);
  });
  return lines.map(({ kind, points }) => ({
    kind,
    points: points.map(([x, y]): Point => [place[0]!(x), place[1]!(y)]),
  }));
}

function layersOf(network: Network): number {
  switch (network.kind) {
    case 'cnn':
      return network.blocks.length;
    case 'transformer':
      return network.layers;
    case 'diagonal-linear':
      return network.depth;
    case 'mlp':
    case 'deep-linear':
      return network.hidden.length + 1;
  }
}
