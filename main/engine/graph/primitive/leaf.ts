import { refuse } from '../shape.ts';
import { size, type Operation, type Shape, type Tensor } from '../tensor.ts';

/** A tensor, or a number that stands for a scalar constant. */
export type Operand = Tensor | number;

/** A node; only the builders of the primitives make them. */
export function node(operation: Operation, inputs: readonly Tensor[], shape: Shape): Tensor {
  return { operation, inputs, shape };
}

/** A value fed by name: a program's input or a module's variable. */
export function input(name: string, shape: Shape): Tensor {
  return checkedShape(`input ${name}`, node({ op: 'input', name }, [], shape));
}

/** Row-major values of a shape, or one number (or an array of one) for all its elements. @throws EngineError `shape` if their count is another. */
export function constant(value: number | ArrayLike<number>, shape: Shape = []): Tensor {
  const values = typeof value === 'number' ? Float64Array.of(value) : Float64Array.from(value);
  const result = checkedShape('constant', node({ op: 'constant', values }, [], shape));
  const count = size(shape);
  if (values.length !== 1 && values.length !== count)
    refuse('constant', [result], `${count === 1 ? 'one value' : `${count} values`}, not ${values.length}`);
  return result;
}

/** The operand as a tensor. */
export function tensor(operand: Operand): Tensor {
  return typeof operand === 'number' ? constant(operand) : operand;
}

function checkedShape(operation: string, result: Tensor): Tensor {
  if (!result.shape.every((dimension) => Number.isSafeInteger(dimension) && dimension > 0))
    refuse(operation, [result], 'whole dimensions of at least 1');
  return result;
}
