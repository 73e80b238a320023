import type { Experiment } from '../../../app/experiment/experiment.ts';
import { productsAtOnce } from '../curvature/leading.ts';
import {
  add,
  concat,
  input,
  matmul,
  mul,
  norm,
  reshape,
  select,
  slice,
  step as positive,
  sub,
} from '../graph/build.ts';
import { forward } from '../graph/forward.ts';
import type { Module, Program } from '../graph/program.ts';
import { reverse } from '../graph/reverse.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';
import type { Objective } from '../objective/objective.ts';
import type { Evaluation, Place, Step } from '../optimizer/rule.ts';
import { buildStep, resolveEpsilon } from '../optimizer/rules.ts';
import { flatten, parameterCount, unflatten } from '../parameters.ts';

/** The programs of a run over their shared variables, and how to read what they return. */
export interface RunPrograms {
  readonly module: Module;
  /** Names of the entries of `scalars`, the one output of `step` and `observe`, in order. */
  readonly scalars: readonly string[];
  /** Names of the scalars that `evaluate` returns; empty: there is no such program. */
  readonly evaluations: readonly string[];
}

/**
 * The module of a run. Variables: `w` the iterate, `start` w₀, `directions` [held, parameters] and `reference` for the projections
 * u·(w − w_ref), `lossLimit` above which the run has diverged, and the objective's data. Programs: `step` (w_t → w_{t+1}, scalars of w_t, and
 * w_{t+1}, g and g⁺ where every iterate is measured or beside a measured one), `observe` (the same scalars, w stays), and at a `point` that they are fed
 * `hessianVectorProducts` (∇²ℓ(point)·v for the rows v of `vectors`), `gradients` (g and g⁺), `evaluate` (test loss and accuracies).
 */
export function buildPrograms(experiment: Experiment, objective: Objective, held: number): RunPrograms {
  const count = parameterCount(objective.layers);
  const at = (point: Tensor): Evaluation => {
    const layers = unflatten(point, objective.layers);
    const loss = objective.loss(layers);
    return { loss, gradient: flatten(reverse(loss, layers)) };
  };
  const place = (w: Tensor): Place => {
    const here = at(w);
    return { w, here, gradientNorm: norm(here.gradient), at, epsilon: resolveEpsilon(experiment) ?? 0 };
  };

  const w = input('w', [count]);
  const from = place(w);
  const step = buildStep(experiment.optimizer, from);
  const scalars: Record<string, Tensor> = {
    loss: from.here.loss,
    gradientNorm: from.gradientNorm,
    ...step.scalars,
    distanceFromStart: norm(sub(w, input('start', [count]))),
  };
  const offset = reshape(sub(w, input('reference', [count])), [count, 1]);
  const projections = reshape(matmul(input('directions', [held, count]), offset), [held]);
  const coordinates = objective.coordinates;
  const packed = flatten([
    ...Object.values(scalars),
    projections,
    ...(coordinates ? [coordinates.values(unflatten(w, objective.layers))] : []),
  ]);

  const point = input('point', [count]);
  const around = place(point);
  const moved = next(experiment, from, step.direction, objective.start.length);
  const alone = readsEveryIterate(experiment);
  const evaluation = objective.evaluation;
  const evaluated = evaluation?.values(unflatten(point, objective.layers)) ?? {};
  const programs: Record<string, Program> = {
    step: {
      inputs: {},
      ...(experiment.noise > 0 ? { rows: { noise: [count] } } : {}),
      outputs: { scalars: packed, ...(alone ? { iterate: moved, ...gradientsOf(from, step) } : {}) },
      alone,
      updates: { w: moved },
    },
    observe: { inputs: {}, outputs: { scalars: packed }, updates: {} },
    hessianVectorProducts: hessianVectorProducts(objective, point, productsAtOnce(held, count)),
    gradients: {
      inputs: { point: point.shape },
      outputs: gradientsOf(around, buildStep(experiment.optimizer, around)),
      updates: {},
    },
  };
  if (evaluation) programs['evaluate'] = { inputs: { point: point.shape }, outputs: evaluated, updates: {} };
  const data = [...objective.data, ...(evaluation?.data ?? [])];
  const variables: Record<string, Shape> = {
    w: [count],
    start: [count],
    reference: [count],
    directions: [held, count],
    lossLimit: [],
    ...Object.fromEntries(data.map(({ name, shape }) => [name, shape])),
  };
  return {
    module: { variables, programs },
    scalars: [
      ...Object.keys(scalars),
      ...projectionNames(held),
      ...(coordinates?.names.map((name) => `w.${name}`) ?? []),
    ],
    evaluations: Object.keys(evaluated),
  };
}

/** g and, where the rule has one, g⁺. */
function gradientsOf({ here }: Place, { ascentGradient }: Step): Record<string, Tensor> {
  return { gradient: here.gradient, ...(ascentGradient ? { ascentGradient } : {}) };
}

/** Whether every iterate is around a measured one: then a step returns what a measurement reads, which saves its calls. */
function readsEveryIterate({ measure }: Experiment): boolean {
  return measure.sharpness.every <= 3;
}

/** Names under which the projections on the held directions stand among the scalars. */
export function projectionNames(held: number): string[] {
  return Array.from({ length: held }, (_, i) => `projection${i + 1}`);
}

/**
 * w_{t+1} = w_t − η·direction + σ·noise, frozen once the run has converged or diverged by its stop rule, so that the steps that a call
 * computes beyond that point change nothing.
 */
function next(experiment: Experiment, place: Place, direction: Tensor, count: number): Tensor {
  const { stop, optimizer, noise } = experiment;
  const bounded = sub(1, positive(sub(place.here.loss, input('lossLimit', []))));
  // Noise moves even an iterate whose gradient is zero.
  const mayStay = noise === 0 || stop.gradientNorm > 0;
  const alive = mayStay ? mul(positive(sub(place.gradientNorm, stop.gradientNorm)), bounded) : bounded;
  const moved = sub(place.w, mul(optimizer.stepSize, direction));
  // Chosen, not multiplied by 0: a direction that is not finite times 0 is not a number.
  return select(alive, noise > 0 ? add(moved, mul(noise, input('noise', [count]))) : moved, place.w);
}

/** ∇²ℓ(point)·v for the rows v of `vectors` [together, parameters], forward over one reverse that they share. */
function hessianVectorProducts(objective: Objective, point: Tensor, together: number): Program {
  const [count] = point.shape as readonly [number];
  const layers = unflatten(point, objective.layers);
  const gradients = reverse(objective.loss(layers), layers);
  const vectors = input('vectors', [together, count]);
  const products = Array.from({ length: together }, (_, i) => {
    const vector = reshape(slice(vectors, [i, 0], [1, count]), [count]);
    const product = flatten(forward(gradients, layers, unflatten(vector, objective.layers)));
    return reshape(product, [1, count]);
  });
  return {
    inputs: { point: point.shape, vectors: vectors.shape },
    outputs: { products: concat(products, 0) },
    updates: {},
  };
}
