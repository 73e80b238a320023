import type { Experiment } from '../../../../app/experiment/experiment.ts';
import type { NamedArray } from '../../../../app/run/checkpoint.ts';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import { input } from '../../../../main/engine/graph/build.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import type { Shape, Tensor } from '../../../../main/engine/graph/tensor.ts';
import { buildObjective } from '../../../../main/engine/objective/build.ts';
import type { Objective } from '../../../../main/engine/objective/objective.ts';
import { flatten, unflatten } from '../../../../main/engine/parameters.ts';

/** Values of tensors that read the given arrays as inputs, by the reference executor. */
export async function valuesOf(
  outputs: Readonly<Record<string, Tensor>>,
  arrays: readonly NamedArray[],
): Promise<Record<string, Float64Array>> {
  const executor = await openExecutor('reference');
  const variables: Record<string, Shape> = Object.fromEntries(arrays.map(({ name, shape }) => [name, shape]));
  const module = { variables, programs: { evaluate: { inputs: {}, outputs, updates: {} } } };
  const session = await executor.open(module, { precision: 'float64', threads: 1 });
  try {
    await session.write(Object.fromEntries(arrays.map(({ name, values }) => [name, values])));
    return await session.run('evaluate', {});
  } finally {
    await session.release();
  }
}

/** The objective of an experiment that measures one eigenvalue. */
export function build(experiment: Pick<Experiment, 'seed' | 'objective'>): Promise<Objective> {
  return buildObjective({ ...experiment, measure: { sharpness: { every: 50, count: 1, tolerance: 1e-3 } } });
}

/** The means of the evaluation, each of all its examples at once. */
export function wholeMeansOf({ evaluation }: Objective, layers: readonly Tensor[]): Record<string, Tensor> {
  const means = evaluation?.means ?? [];
  return Object.fromEntries(
    means.flatMap((mean) => {
      const all = mean.arrays.map(({ name, shape }) => input(name, shape));
      const values = mean.contributions(layers, all, all[0]!.shape[0]!);
      return mean.names.map((name, i) => [name, values[i]!] as const);
    }),
  );
}

/** Value, gradient, coordinates and evaluation of an objective at w, flat. */
export async function evaluated(
  objective: Objective,
  w: Float64Array = objective.start,
): Promise<Record<string, Float64Array>> {
  const flat = input('w', [w.length]);
  const layers = unflatten(flat, objective.layers);
  const loss = objective.loss(layers);
  const outputs = {
    loss,
    gradient: flatten(reverse(loss, layers)),
    ...(objective.coordinates ? { coordinates: objective.coordinates.values(layers) } : {}),
    ...wholeMeansOf(objective, layers),
  };
  const start = { name: 'w', shape: [w.length], values: w };
  return valuesOf(outputs, [start, ...objective.data, ...(objective.evaluation?.data ?? [])]);
}
