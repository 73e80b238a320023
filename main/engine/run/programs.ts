import type { Experiment } from '../../../app/experiment/experiment.ts';
import { optimizerRules } from '../../../app/experiment/optimizer-rules.ts';
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
import type { Shape, Tensor } from '../graph/tensor.ts';
import type { Objective } from '../objective/objective.ts';
import type { Mover } from '../measure/watch.ts';
import { push } from '../optimizer/momentum.ts';
import type { Evaluation, Place, Step } from '../optimizer/rule.ts';
import { buildStep, resolveEpsilon } from '../optimizer/rules.ts';
import { theoryOfQuadratic } from './quadratic-theory.ts';
import { flatten, parameterCount, unflatten } from '../parameters.ts';
import { evaluateBatch, evaluateThird, evaluateWhole, wholeMeans, type Evaluations } from './evaluations.ts';
import { samplingOf, type Sampling } from './sampling.ts';
import { scheduledShapes, settingTensor } from './schedules.ts';

/** The programs of a run over their shared variables, and how to read what they return. */
export interface RunPrograms {
  readonly module: Module;
  /** Names of the entries of `scalars`, the one output of `step` and `observe`, in order. */
  readonly scalars: readonly string[];
  /** Names of the scalars that `evaluate` returns; empty: there is no such program. */
  readonly evaluations: readonly string[];
  readonly sampling: Sampling;
  /** Hessian-vector products that one call makes. */
  readonly together: number;
}

/** What a step is made of: its place, the optimizer's rule there, and ℓ and g as the step has them. */
interface Built {
  readonly place: Place;
  readonly step: Step;
  readonly here: Evaluation;
  /** ‖g‖. */
  readonly gradientNorm: Tensor;
}

/**
 * The module of a run. Variables: `w` the iterate, `velocity` of momentum where there is some, `start` w₀, `directions` [held, parameters] and
 * `reference` for the projections u·(w − w_ref), `lossLimit` above which the run has diverged, and the objective's data. Programs: `step` (w_t →
 * w_{t+1}, scalars of w_t, and w_{t+1}, g and g⁺ where every iterate is measured or beside a measured one), `observe` (the same scalars, w stays),
 * and at a `point` that they are fed `hessianVectorProducts` (∇²ℓ(point)·v for the rows v of `vectors`), `gradients` (g and g⁺), `evaluate` (test
 * loss and accuracies), `gradient` (ℓ and g alone, where the gradient flow is followed). Where a step takes a batch, `step` and `observe` are of the examples whose numbers are fed as the row `batch`, and
 * `gradients` returns the loss of all examples too. Settings after a schedule are fed as the rows `stepSize` and `radius`.
 * @throws EngineError `bad-objective` where a batch takes more examples than there are, or shards none
 */
export function buildPrograms(experiment: Experiment, objective: Objective): RunPrograms {
  const { optimizer } = experiment;
  const count = parameterCount(objective.layers);
  const held = experiment.measure.sharpness.count;
  const together = productsAtOnce(held, count);
  const sampling = samplingOf(experiment, objective);
  const { chunk, batch } = sampling;
  const whole = evaluateWhole(objective, chunk);
  const ofStep =
    batch === null || !objective.examples
      ? whole
      : evaluateBatch(objective, objective.examples, input('batch', [batch]), chunk);

  const w = input('w', [count]);
  const from = built(experiment, w, ofStep);
  const scheduled = scheduledShapes(optimizer, ['stepSize', 'radius']);
  const scalars: Record<string, Tensor> = {
    loss: from.here.loss,
    gradientNorm: from.gradientNorm,
    ...from.step.scalars,
    ...workOf(from),
    distanceFromStart: norm(sub(w, input('start', [count]))),
    ...theoryOfQuadratic(experiment, objective, { w, here: from.here, gradientNorm: from.gradientNorm }),
    ...Object.fromEntries(Object.entries(scheduled).map(([name, shape]) => [name, input(name, shape)])),
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
  const around = built(experiment, point, whole);
  const updates = next(experiment, from, batch);
  const alone = readsEveryIterate(experiment);
  const evaluation = objective.evaluation;
  const layersAround = unflatten(point, objective.layers);
  const evaluated = Object.fromEntries(
    (evaluation?.means ?? []).flatMap((means) => Object.entries(wholeMeans(means, layersAround, chunk))),
  );
  const rows = { ...(batch === null ? {} : { batch: [batch] }), ...scheduled };
  const programs: Record<string, Program> = {
    step: {
      inputs: {},
      rows: { ...rows, ...(experiment.noise > 0 ? { noise: [count] } : {}) },
      outputs: {
        scalars: packed,
        ...(alone ? { iterate: updates.w } : {}),
        ...(alone && batch === null ? gradientsOf(from) : {}), // those of a batch are not what is measured
      },
      alone,
      updates,
    },
    observe: { inputs: {}, rows, outputs: { scalars: packed }, updates: {} },
    hessianVectorProducts: hessianVectorProducts(around.place, together),
    gradients: {
      inputs: { point: point.shape, ...scheduledShapes(optimizer, ['radius']) },
      outputs: {
        ...gradientsOf(around),
        ...(batch === null ? {} : { loss: around.here.loss }),
      },
      updates: {},
    },
  };
  if (experiment.measure.drift)
    Object.assign(programs, driftPrograms(experiment, around.place, evaluateThird(objective, chunk)));
  if (evaluation) programs['evaluate'] = { inputs: { point: point.shape }, outputs: evaluated, updates: {} };
  if (experiment.measure.flow) {
    const { loss, gradient } = around.place.here;
    programs['gradient'] = { inputs: { point: point.shape }, outputs: { loss, gradient }, updates: {} };
  }
  const data = [...objective.data, ...(evaluation?.data ?? [])];
  const variables: Record<string, Shape> = {
    ...Object.fromEntries(Object.entries(updates).map(([name, { shape }]) => [name, shape])),
    start: [count],
    reference: [count],
    directions: [held, count],
    lossLimit: [],
    ...Object.fromEntries(data.map(({ name, shape }) => [name, shape])),
  };
  return {
    together,
    module: { variables, programs },
    scalars: [
      ...Object.keys(scalars),
      ...projectionNames(held),
      ...(coordinates?.names.map((name) => `w.${name}`) ?? []),
    ],
    evaluations: Object.keys(evaluated),
    sampling,
  };
}

/** The step of an experiment's optimizer from a point. */
export function built(experiment: Experiment, w: Tensor, { at, inShards }: Evaluations): Built {
  const { optimizer } = experiment;
  const here = at(w);
  const radius = settingTensor(optimizer, 'radius');
  const place: Place = {
    w,
    here,
    at,
    inShards: (size, ascend) =>
      inShards(w, size, [radius], (point, gradient, [shared]) => ascend(point, gradient, shared!)),
    radius,
    epsilon: resolveEpsilon(experiment) ?? 0,
  };
  const step = buildStep(optimizer, place);
  const known = step.here ?? here;
  return { place, step, here: known, gradientNorm: norm(known.gradient) };
}

/** ℓ⁺ − ℓ, where the rule has an ascent. */
function workOf({ here, step }: Built): Record<string, Tensor> {
  const above = step.scalars['ascentLoss'];
  return above ? { ascentWork: sub(above, here.loss) } : {};
}

/** g and, where the rule has one, g⁺. */
function gradientsOf({ here, step: { ascentGradient } }: Built): Record<string, Tensor> {
  return { gradient: here.gradient, ...(ascentGradient ? { ascentGradient } : {}) };
}

/**
 * What the probe of the drift asks (measure/probe/drift.ts) at a point, given a vector v. `drift`: the gradient, T = D³ℓ(v,v,·), and ∇²ℓ·(gradient + spread·T); of
 * rules with an ascent also ‖∇ℓ(other)‖. `ascentParts`, of
 * rules whose ascent gradient g⁺ is taken at w + ρĝ, with v = ĝ: the lengths of g⁺ − g, of its parts ρ∇²ℓĝ and ½ρ²D³ℓ(ĝ,ĝ,·), and of what is left.
 */
function driftPrograms(
  { optimizer }: Experiment,
  { w, here, ...place }: Place,
  third: (point: Tensor, vector: Tensor) => Tensor,
): Record<string, Program> {
  const vector = input('vector', w.shape);
  const along = (direction: Tensor): Tensor => forward([here.gradient], [w], [direction])[0]!;
  const sharpnessGradient = third(w, vector);
  const ascends = optimizer.kind !== 'gd';
  const drift: Program = {
    inputs: { point: w.shape, vector: w.shape, spread: [], ...(ascends ? { other: w.shape } : {}) },
    outputs: {
      gradient: here.gradient,
      turned: along(add(here.gradient, mul(input('spread', []), sharpnessGradient))),
      third: sharpnessGradient,
      ...(ascends ? { otherNorm: norm(place.at(input('other', w.shape)).gradient) } : {}),
    },
    updates: {},
  };
  if (optimizer.kind !== 'sam') return { drift };
  const radius = input('radius', []);
  const change = sub(place.at(add(w, mul(radius, vector))).gradient, here.gradient);
  const bounce = mul(radius, along(vector));
  const bend = mul(mul(0.5, mul(radius, radius)), third(w, vector));
  const left = sub(sub(change, bounce), bend);
  const parts = concat(
    [change, bounce, bend, left].map((part) => reshape(norm(part), [1])),
    0,
  );
  const ascentParts: Program = {
    inputs: { point: w.shape, vector: w.shape, radius: [] },
    outputs: { parts },
    updates: {},
  };
  return { drift, ascentParts };
}

/** Whether every iterate is around a measured one: then a step returns what a measurement reads, which saves its calls. */
function readsEveryIterate({ measure }: Experiment): boolean {
  return measure.sharpness.every <= 3;
}

/** Names under which the projections on the held directions stand among the scalars. */
export function projectionNames(held: number): string[] {
  return Array.from({ length: held }, (_, i) => `projection${i + 1}`);
}

/** What may move a run on where the gradient of all examples is zero; null: it stays there for ever. */
export function moverAtZero({ optimizer, noise }: Pick<Experiment, 'optimizer' | 'noise'>): Mover | null {
  if (noise > 0) return 'noise';
  if (!optimizerRules[optimizer.kind].rests) return 'shards';
  return optimizer.momentum > 0 ? 'velocity' : null;
}

/**
 * w_{t+1} = w_t − η·d + σ·noise, d the step's direction or what momentum makes of it, and the velocity of momentum; both are frozen once the run has
 * converged or diverged by its stop rule, so that the steps that a call computes beyond that point change nothing. The gradient of a batch tells
 * nothing of convergence.
 */
function next(
  experiment: Experiment,
  { place: { w }, step, here, gradientNorm }: Built,
  batch: number | null,
): Record<string, Tensor> & { readonly w: Tensor } {
  const { stop, optimizer, noise } = experiment;
  const bounded = sub(1, positive(sub(here.loss, input('lossLimit', []))));
  const mayStay = batch === null && (moverAtZero(experiment) === null || stop.gradientNorm > 0);
  const alive = mayStay ? mul(positive(sub(gradientNorm, stop.gradientNorm)), bounded) : bounded;
  const velocity = optimizer.momentum > 0 ? input('velocity', w.shape) : null;
  const pushed = velocity && push(optimizer, velocity, step.direction);
  const moved = sub(w, mul(settingTensor(optimizer, 'stepSize'), pushed?.along ?? step.direction));
  const noisy = noise > 0 ? add(moved, mul(noise, input('noise', w.shape))) : moved;
  // Chosen, not multiplied by 0: a direction that is not finite times 0 is not a number.
  return {
    w: select(alive, noisy, w),
    ...(velocity && pushed ? { velocity: select(alive, pushed.velocity, velocity) } : {}),
  };
}

/** ∇²ℓ(w)·v for the rows v of `vectors` [together, parameters], forward over one reverse that they share. */
function hessianVectorProducts({ w, here }: Place, together: number): Program {
  const [count] = w.shape as readonly [number];
  const vectors = input('vectors', [together, count]);
  const products = Array.from({ length: together }, (_, i) => {
    const vector = reshape(slice(vectors, [i, 0], [1, count]), [count]);
    const [product] = forward([here.gradient], [w], [vector]);
    return reshape(product!, [1, count]);
  });
  return {
    inputs: { point: w.shape, vectors: vectors.shape },
    outputs: { products: concat(products, 0) },
    updates: {},
  };
}
