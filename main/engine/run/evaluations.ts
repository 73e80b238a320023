import { accumulate, add, concat, gather, input, mul, reshape, slice } from '../graph/build.ts';
import { forward } from '../graph/forward.ts';
import { reverse } from '../graph/reverse.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { ExampleMeans, Objective } from '../objective/objective.ts';
import type { Evaluation, ShardedEvaluation } from '../optimizer/rule.ts';
import { flatten, unflatten } from '../parameters.ts';
import { EngineError } from '../problem.ts';

/** ℓ and its gradient as functions of flat parameters, of all examples, a batch of them, or without any. */
export interface Evaluations {
  /** ℓ and ∇ℓ at a point, of the chunks of examples that are evaluated at a time. */
  readonly at: (point: Tensor) => Evaluation;
  /**
   * ℓ and ∇ℓ of shards of `size` examples in their order, each at `point` and at one of its own; of the last, smaller one too.
   * @param shared what `ascend` is given besides the point and the shard's gradient there; it sees nothing else
   * @throws EngineError `bad-objective` where there are no examples
   */
  readonly inShards: (
    point: Tensor,
    size: number,
    shared: readonly Tensor[],
    ascend: (point: Tensor, gradient: Tensor, shared: readonly Tensor[]) => Tensor,
  ) => ShardedEvaluation;
}

/** Of all examples, `chunk` of them at a time (null: together), or of an objective that has none. */
export function evaluateWhole(objective: Objective, chunk: number | null): Evaluations {
  const { examples, layers } = objective;
  if (examples) return evaluateRows(objective, examples, rowsOf(examples), chunk);
  return {
    at: (point) => {
      const parameters = unflatten(point, layers);
      return evaluationOf(withGradient(objective.loss(parameters), parameters));
    },
    inShards: () => {
      throw new EngineError(
        'bad-objective',
        'There are no examples to cut into shards; take another optimizer.',
      );
    },
  };
}

/** Of a batch, the examples whose numbers are `indices` [batch], `chunk` of them at a time. */
export function evaluateBatch(
  objective: Objective,
  examples: ExampleMeans,
  indices: Tensor,
  chunk: number | null,
): Evaluations {
  const rows = rowsOf(examples).map((all) => gather(all, indices));
  return evaluateRows(objective, examples, rows, chunk);
}

function evaluateRows(
  { layers }: Objective,
  examples: ExampleMeans,
  rows: readonly Tensor[],
  chunk: number | null,
): Evaluations {
  const all = countOf(rows);
  return {
    at: (point) => evaluationOf(meanWithGradient(examples, rows, unflatten(point, layers), chunk)),
    inShards: (point, size, shared, ascend) => {
      // The layers are cut out of the point before the shards are gone through.
      const given = [point, ...unflatten(point, layers), ...shared];
      const packed = sumInChunks(rows, given, size, (shard, [whole, ...rest]) => {
        const here = meanWithGradient(examples, shard, rest.slice(0, layers.length), chunk);
        const above = ascend(whole!, evaluationOf(here).gradient, rest.slice(layers.length));
        const there = meanWithGradient(examples, shard, unflatten(above, layers), chunk);
        return mul(countOf(shard) / all, concat([here, there], 0));
      });
      const half = (packed.shape[0] ?? 0) / 2;
      return {
        here: evaluationOf(slice(packed, [0], [half])),
        there: evaluationOf(slice(packed, [half], [half])),
      };
    },
  };
}

/**
 * D³ℓ(v,v,·) at a point as a function of both, flat [parameters]: twice forward along v, once reverse; of all examples, `chunk` of them at a
 * time.
 */
export function evaluateThird(
  objective: Objective,
  chunk: number | null,
): (point: Tensor, vector: Tensor) => Tensor {
  const { examples, layers } = objective;
  const third = (loss: Tensor, parameters: readonly Tensor[], directions: readonly Tensor[]): Tensor => {
    const slope = forward([loss], parameters, directions);
    const [curvature] = forward(slope, parameters, directions);
    return flatten(reverse(curvature!, parameters));
  };
  return (point, vector) => {
    const [parameters, directions] = [unflatten(point, layers), unflatten(vector, layers)];
    if (!examples) return third(objective.loss(parameters), parameters, directions);
    const rows = rowsOf(examples);
    return sumInChunks(rows, [...parameters, ...directions], chunk, (some, both) => {
      const own = both.slice(0, layers.length);
      const [share] = examples.contributions(own, some, countOf(rows));
      return third(share!, own, both.slice(layers.length));
    });
  };
}

/** Means over all their examples by name, scalars, of `chunk` examples at a time. */
export function wholeMeans(
  means: ExampleMeans,
  layers: readonly Tensor[],
  chunk: number | null,
): Record<string, Tensor> {
  const rows = rowsOf(means);
  const packed = sumInChunks(rows, layers, chunk, (some, parameters) =>
    flatten(means.contributions(parameters, some, countOf(rows))),
  );
  return Object.fromEntries(means.names.map((name, i) => [name, reshape(slice(packed, [i], [1]), [])]));
}

/** The mean and its gradient as one vector, so that a chunk's outputs are computed once for both. */
function meanWithGradient(
  examples: ExampleMeans,
  rows: readonly Tensor[],
  layers: readonly Tensor[],
  chunk: number | null,
): Tensor {
  return sumInChunks(rows, layers, chunk, (some, parameters) => {
    const [share] = examples.contributions(parameters, some, countOf(rows));
    return withGradient(share!, parameters);
  });
}

/** [1 + parameters] */
function withGradient(loss: Tensor, layers: readonly Tensor[]): Tensor {
  return concat([reshape(loss, [1]), flatten(reverse(loss, layers))], 0);
}

function evaluationOf(packed: Tensor): Evaluation {
  const [length = 1] = packed.shape;
  return { loss: reshape(slice(packed, [0], [1]), []), gradient: slice(packed, [1], [length - 1]) };
}

/**
 * What chunks of `rows` ([examples, …] each) give of them and of what they share, added up: equal chunks inside one operation, and the examples that
 * are left beside it.
 */
function sumInChunks(
  rows: readonly Tensor[],
  shared: readonly Tensor[],
  chunk: number | null,
  give: (some: readonly Tensor[], shared: readonly Tensor[]) => Tensor,
): Tensor {
  const examples = countOf(rows);
  if (chunk === null || chunk >= examples) return give(rows, shared);
  const count = Math.floor(examples / chunk);
  const chunked = count * chunk;
  const stacks = rows.map((all) => reshape(stretch(all, 0, chunked), [count, chunk, ...all.shape.slice(1)]));
  const total = accumulate(stacks, shared, give);
  if (chunked === examples) return total;
  const left = rows.map((all) => stretch(all, chunked, examples - chunked));
  return add(total, give(left, shared));
}

/** Some neighbouring rows. */
function stretch(all: Tensor, from: number, count: number): Tensor {
  const rest = all.shape.slice(1);
  return slice(all, [from, ...rest.map(() => 0)], [count, ...rest]);
}

function rowsOf({ arrays }: ExampleMeans): Tensor[] {
  return arrays.map(({ name, shape }) => input(name, shape));
}

function countOf(rows: readonly Tensor[]): number {
  return rows[0]!.shape[0]!;
}
