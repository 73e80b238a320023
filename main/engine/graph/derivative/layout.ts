import { broadcast, concat, constant, pad, reshape, slice, transpose } from '../build.ts';
import type { Tensor } from '../tensor.ts';
import { sumTo } from './arithmetic.ts';
import { linear } from './linear.ts';
import { first, type Rules } from './rule.ts';

type Rearrangement = 'broadcast' | 'reshape' | 'transpose' | 'slice' | 'pad';

/** What is left of an input after a block of it, by axis. */
function after(input: Tensor, begin: readonly number[], block: Tensor): number[] {
  return input.shape.map((whole, axis) => whole - (begin[axis] ?? 0) - (block.shape[axis] ?? 0));
}

function inverse(permutation: readonly number[]): number[] {
  return permutation.map((_, axis) => permutation.indexOf(axis));
}

export const layoutRules: Rules<Rearrangement | 'concat'> = {
  broadcast: linear(
    (tangent, node) => broadcast(tangent, node.shape),
    (cotangent, node) => sumTo(cotangent, first(node).shape),
  ),
  reshape: linear(
    (tangent, node) => reshape(tangent, node.shape),
    (cotangent, node) => reshape(cotangent, first(node).shape),
  ),
  transpose: linear(
    (tangent, node) => transpose(tangent, node.operation.permutation),
    (cotangent, node) => transpose(cotangent, inverse(node.operation.permutation)),
  ),
  slice: linear(
    (tangent, node) => slice(tangent, node.operation.begin, node.shape),
    (cotangent, node) => pad(cotangent, node.operation.begin, after(first(node), node.operation.begin, node)),
  ),
  pad: linear(
    (tangent, node) => pad(tangent, node.operation.before, node.operation.after),
    (cotangent, node) => slice(cotangent, node.operation.before, first(node).shape),
  ),
  concat: {
    forward: (node, tangents) =>
      concat(
        node.inputs.map((part, i) => tangents[i] ?? constant(0, part.shape)),
        node.operation.axis,
      ),
    reverse: (node, cotangent) => {
      let offset = 0;
      return node.inputs.map(({ shape }) => {
        const begin = shape.map((_, axis) => (axis === node.operation.axis ? offset : 0));
        offset += shape[node.operation.axis] ?? 0;
        return slice(cotangent, begin, shape);
      });
    },
  },
};
