import type { Experiment } from '../../../app/experiment/experiment.ts';
import { input } from '../../../main/engine/graph/build.ts';
import { forward } from '../../../main/engine/graph/forward.ts';
import type { Module, Program } from '../../../main/engine/graph/program.ts';
import { reverse } from '../../../main/engine/graph/reverse.ts';
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

/** The programs that a run computes, with everything that a run records; D³ℓ(v,v,·) from the same loss. */
export function programOf(quantity: Quantity, experiment: Experiment, objective: Objective): QuantityProgram {
  const { module, scalars } = buildPrograms(experiment, objective);
  const { variables, programs } = module;
  const only = (program: Program): Module => ({ variables, programs: { program } });
  switch (quantity) {
    case 'sam':
    case 'gd':
      return { module: only(programs['step']!), scalars, vector: false };
    case 'hvp':
      return { module: only(programs['hessianVectorProduct']!), scalars, vector: true };
    case 'd3':
      return { module: only(thirdDerivative(objective)), scalars, vector: true };
  }
}

/** D³ℓ(v,v,·) at `point`: twice forward along v, once reverse; flat [parameters]. */
function thirdDerivative(objective: Objective): Program {
  const shape = [objective.start.length];
  const layers = unflatten(input('point', shape), objective.layers);
  const direction = unflatten(input('vector', shape), objective.layers);
  const slope = forward([objective.loss(layers)], layers, direction);
  const [curvature] = forward(slope, layers, direction);
  return {
    inputs: { vector: shape },
    outputs: { product: flatten(reverse(curvature!, layers)) },
    updates: {},
  };
}
