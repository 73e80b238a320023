import type { Experiment } from '../../../app/experiment/experiment.ts';
import { add, input, matmul, reshape } from '../graph/build.ts';
import type { Module, Program } from '../graph/program.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Objective } from '../objective/objective.ts';
import type { Evaluation } from '../optimizer/rule.ts';
import { unflatten } from '../parameters.ts';
import { evaluateWhole, wholeMeans, type Evaluations } from '../run/evaluations.ts';
import { buildPrograms, built, type RunPrograms } from '../run/programs.ts';
import { scheduledShapes } from '../run/schedules.ts';

/** The programs of a study over the variables of a run. */
export interface StudyPrograms {
  readonly module: Module;
  /** Those of the run: `step` is its own. */
  readonly ofRun: RunPrograms;
  /** Hessian-vector products that one call makes. */
  readonly together: number;
}

const MOST_TOGETHER = 8; // products in one call, as in a run (curvature/leading.ts)

/**
 * A run's own `step` and `hessianVectorProducts`, and beside them: `gradient`, ℓ and g at a `point`; `surroundings`, g and where the rule takes its ascent
 * gradient at a `point` (`ascent`, of all examples; missing where it takes none); `losses`, ℓ at point + Σ offsetsᵢ·directionsᵢ, to be run many times
 * in one call, a row of `offsets` [2] each.
 * @param wanted products that one call should make
 */
export function buildStudyPrograms(
  experiment: Experiment,
  objective: Objective,
  wanted: number,
): StudyPrograms {
  const n = objective.start.length;
  const together = Math.min(wanted, MOST_TOGETHER, n);
  const ofRun = buildPrograms(withProducts(experiment, together), objective);
  const { step, hessianVectorProducts } = ofRun.module.programs;
  const { chunk } = ofRun.sampling;
  const point = input('point', [n]);
  const whole = evaluateWhole(objective, chunk);
  const { loss, gradient } = whole.at(point);
  const programs: Record<string, Program> = {
    step: step!,
    hessianVectorProducts: hessianVectorProducts!,
    gradient: { inputs: { point: [n] }, outputs: { loss, gradient }, updates: {} },
    surroundings: {
      inputs: { point: [n], ...scheduledShapes(experiment.optimizer, ['radius']) },
      outputs: { gradient, ...ascentOf(experiment, point, whole) },
      updates: {},
    },
    losses: {
      inputs: { point: [n], directions: [2, n] },
      rows: { offsets: [2] },
      outputs: { loss: lossAt(objective, onPlane(point), chunk) },
      updates: {},
    },
  };
  return { module: { variables: ofRun.module.variables, programs }, ofRun, together };
}

/** The experiment whose run makes so many products in one call: one for each eigenvalue that it measures and one more. */
function withProducts(experiment: Experiment, together: number): Experiment {
  const sharpness = { ...experiment.measure.sharpness, count: Math.max(1, together - 1) };
  return { ...experiment, measure: { ...experiment.measure, sharpness } };
}

/** The last point besides w at which the rule evaluates: that of its ascent gradient. */
function ascentOf(experiment: Experiment, w: Tensor, { at, inShards }: Evaluations): Record<string, Tensor> {
  const visited: Tensor[] = [];
  const visit = (point: Tensor): Evaluation => {
    visited.push(point);
    return at(point);
  };
  built(experiment, w, { at: visit, inShards });
  const ascent = visited.at(-1);
  return ascent && ascent !== w ? { ascent } : {};
}

/** point + Σ offsetsᵢ·directionsᵢ. */
function onPlane(point: Tensor): Tensor {
  const [n = 0] = point.shape;
  const offset = matmul(reshape(input('offsets', [2]), [1, 2]), input('directions', [2, n]));
  return add(point, reshape(offset, [n]));
}

/** ℓ without its gradient. */
function lossAt(objective: Objective, point: Tensor, chunk: number | null): Tensor {
  const layers = unflatten(point, objective.layers);
  if (!objective.examples) return objective.loss(layers);
  const [loss] = Object.values(wholeMeans(objective.examples, layers, chunk));
  return loss!;
}
