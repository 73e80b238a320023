import type { Experiment } from '../../../app/experiment/experiment.ts';
import { input } from '../../../main/engine/graph/build.ts';
import { forward } from '../../../main/engine/graph/forward.ts';
import type { Module, Program } from '../../../main/engine/graph/program.ts';
import { reverse } from '../../../main/engine/graph/reverse.ts';
import type { Tensor } from '../../../main/engine/graph/tensor.ts';
import type { Objective } from '../../../main/engine/objective/objective.ts';
import { flatten, unflatten } from '../../../main/engine/parameters.ts';
import { buildPrograms } from '../../../main/engine/run/programs.ts';
import type { Quantity } from '../contest/quantity.ts';

/** A quantity as the one program `program` of a module. */
export interface QuantityProgram {
  readonly module: Module;
  /** Names of the entries of the output `scalars` of a step. */
  readonly scalars: readonly string[];
  /** Whether it is fed v; then its output is `product`. */
  readonly vector: boolean;
}

/** A run's own step with everything that it records; derivatives along v of the same loss. */
export function programOf(quantity: Quantity, experiment: Experiment, objective: Objective): QuantityProgram {
  const { module, scalars } = buildPrograms(experiment, objective);
  const variables = { ...module.variables, point: [objective.start.length] };
  const only = (program: Program): Module => ({ variables, programs: { program } });
  switch (quantity) {
    case 'sam':
    case 'gd':
      return { module: only(module.programs['step']!), scalars, vector: false };
    case 'hvp':
      return { module: only(hessianVectorProduct(objective)), scalars, vector: true };
    case 'd3':
      return { module: only(thirdDerivative(objective)), scalars, vector: true };
  }
}

/** ∇²ℓ·v at `point`, forward over reverse as in a run; flat [parameters]. */
function hessianVectorProduct(objective: Objective): Program {
  return along(objective, (layers, direction) =>
    forward(reverse(objective.loss(layers), layers), layers, direction),
  );
}

/** D³ℓ(v,v,·) at `point`: twice forward along v, once reverse; flat [parameters]. */
function thirdDerivative(objective: Objective): Program {
  return along(objective, (layers, direction) => {
    const slope = forward([objective.loss(layers)], layers, direction);
    const [curvature] = forward(slope, layers, direction);
    return reverse(curvature!, layers);
  });
}

/** A derivative at the variable `point` along the input `vector`. */
function along(
  { start, layers }: Objective,
  derivative: (point: readonly Tensor[], direction: readonly Tensor[]) => readonly Tensor[],
): Program {
  const shape = [start.length];
  const [point, direction] = [input('point', shape), input('vector', shape)];
  return {
    inputs: { vector: shape },
    outputs: { product: flatten(derivative(unflatten(point, layers), unflatten(direction, layers))) },
    updates: {},
  };
}
