import { constant } from '../build.ts';
import { binaryFunctions, isBinary, isUnary, powerFunction, unaryFunctions } from '../scalar.ts';
import { sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { uniformValue, type Rewrite } from './rewrite.ts';

/** Computes what depends on constants alone: elementwise functions, and rearrangements that keep the order of the elements. */
export const foldConstants: Rewrite = (node) => {
  const { operation, inputs, shape } = node;
  const values = inputs.map(valuesOf);
  const [a, b] = values;
  if (!a || values.includes(null)) return null;
  if (isUnary(operation.op)) return constant(a.map(unaryFunctions[operation.op]), shape);
  if (operation.op === 'power') return constant(a.map(powerFunction(operation.exponent)), shape);
  if (b && isBinary(operation.op)) return foldPair(node, a, b, binaryFunctions[operation.op]);
  if (operation.op === 'reshape') return constant(a, shape);
  if (operation.op === 'broadcast' || operation.op === 'transpose' || operation.op === 'slice')
    return a.length === 1 ? constant(a, shape) : null;
  return null;
};

function valuesOf({ operation }: Tensor): Float64Array | null {
  return operation.op === 'constant' ? operation.values : null;
}

/** Where no operand has to be repeated but single numbers. */
function foldPair(
  { inputs, shape }: Tensor,
  a: Float64Array,
  b: Float64Array,
  apply: (x: number, y: number) => number,
): Tensor | null {
  const fits = inputs.every((input) => uniformValue(input) !== null || sameShape(input.shape, shape));
  if (!fits) return null;
  const longer = a.length >= b.length ? a : b;
  const at = (values: Float64Array, i: number): number => values[values.length === 1 ? 0 : i] ?? NaN;
  return constant(
    longer.map((_, i) => apply(at(a, i), at(b, i))),
    shape,
  );
}
