import type { Precision } from '../../../../app/experiment/experiment.ts';
import type { Program } from '../../graph/program.ts';
import { simplifyProgram } from '../../graph/simplify.ts';
import { size, type Tensor } from '../../graph/tensor.ts';
import { ownerOf } from './buffers.ts';
import { zeros, type FloatArray } from './float-array.ts';
import { planOf } from './plan.ts';

/** A program as kernels over buffers that are laid out once. */
export interface Compiled {
  /** Where inputs and rows are fed, by name. */
  readonly inputs: ReadonlyMap<string, FloatArray>;
  /** Computes the outputs and assigns the updated variables. */
  run(): void;
  /** Where the outputs are found after a run, by name. */
  readonly outputs: ReadonlyMap<string, FloatArray>;
}

/** Compiles a program over a session's variables. */
export function compile(
  source: Program,
  variables: ReadonlyMap<string, FloatArray>,
  precision: Precision,
): Compiled {
  const program = simplifyProgram(source);
  const results = [...Object.values(program.outputs), ...Object.values(program.updates)];
  const inputs = new Map<string, FloatArray>();
  for (const [name, shape] of Object.entries({ ...program.inputs, ...program.rows }))
    inputs.set(name, zeros(precision, size(shape)));
  const fed = (name: string): FloatArray | undefined => inputs.get(name) ?? variables.get(name);
  const { kernels: planned, bufferOf } = planOf(results, fed, precision);
  const kernels = [...planned];
  // What is read straight from a fed value is set aside before variables are assigned.
  const settled = (tensor: Tensor): FloatArray => {
    const values = bufferOf(tensor);
    if (ownerOf(tensor).operation.op !== 'input') return values;
    const aside = values.slice();
    kernels.push(() => aside.set(values));
    return aside;
  };
  const entries = (tensors: Readonly<Record<string, Tensor>>) =>
    new Map(Object.entries(tensors).map(([name, tensor]) => [name, settled(tensor)]));
  const [outputs, updates] = [entries(program.outputs), entries(program.updates)];
  for (const [name, values] of updates) kernels.push(() => variables.get(name)?.set(values));
  return { inputs, outputs, run: () => kernels.forEach((kernel) => kernel()) };
}
