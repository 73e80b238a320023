import {
  add,
  broadcast,
  concat,
  constant,
  gather,
  matmul,
  pad,
  reshape,
  scatter,
  slice,
  sum,
  transpose,
} from './build.ts';
import { sumTo } from './elementwise-rules.ts';
import type { Rule } from './rule.ts';
import type { Shape, Tensor } from './tensor.ts';

const first = (node: Tensor): Tensor => node.inputs[0]!;

/** Rule of a linear operation of one input, by itself and its adjoint. */
function linear<Name extends 'sum' | 'broadcast' | 'reshape' | 'transpose' | 'slice' | 'pad'>(
  apply: (node: Parameters<Rule<Name>['forward']>[0], tangent: Tensor) => Tensor,
  adjoint: (node: Parameters<Rule<Name>['forward']>[0], cotangent: Tensor) => Tensor,
): Rule<Name> {
  return {
    forward: (node, [tangent]) => (tangent ? apply(node, tangent) : null),
    reverse: (node, cotangent) => [adjoint(node, cotangent)],
  };
}

export const sumRule = linear<'sum'>(
  (node, tangent) => sum(tangent, node.operation.axes, node.operation.keep),
  (node, cotangent) => {
    const { axes } = node.operation;
    const { shape } = first(node);
    const kept = shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
    return broadcast(reshape(cotangent, kept), shape);
  },
);

export const broadcastRule = linear<'broadcast'>(
  (node, tangent) => broadcast(tangent, node.shape),
  (node, cotangent) => sumTo(cotangent, first(node).shape),
);

export const reshapeRule = linear<'reshape'>(
  (node, tangent) => reshape(tangent, node.shape),
  (node, cotangent) => reshape(cotangent, first(node).shape),
);

export const transposeRule = linear<'transpose'>(
  (node, tangent) => transpose(tangent, node.operation.permutation),
  (node, cotangent) => {
    const inverse: number[] = [];
    node.operation.permutation.forEach((axis, i) => (inverse[axis] = i));
    return transpose(cotangent, inverse);
  },
);

export const sliceRule = linear<'slice'>(
  (node, tangent) => slice(tangent, node.operation.begin, node.shape),
  (node, cotangent) => {
    const { begin } = node.operation;
    const after = first(node).shape.map((dimension, axis) => dimension - begin[axis]! - node.shape[axis]!);
    return pad(cotangent, begin, after);
  },
);

export const padRule = linear<'pad'>(
  (node, tangent) => pad(tangent, node.operation.before, node.operation.after),
  (node, cotangent) => slice(cotangent, node.operation.before, first(node).shape),
);

const zeros = (shape: Shape): Tensor => broadcast(constant(0), shape);

export const concatRule: Rule<'concat'> = {
  forward: (node, tangents) =>
    concat(
      node.inputs.map((part, i) => tangents[i] ?? zeros(part.shape)),
      node.operation.axis,
    ),
  reverse: (node, cotangent) => {
    let offset = 0;
    return node.inputs.map(({ shape }) => {
      const begin = shape.map((_, axis) => (axis === node.operation.axis ? offset : 0));
      offset += shape[node.operation.axis]!;
      return slice(cotangent, begin, shape);
    });
  },
};

export const matmulRule: Rule<'matmul'> = {
  forward: (node, [a, b]) => {
    const { transposeA, transposeB } = node.operation;
    const product = (x: Tensor, y: Tensor): Tensor => matmul(x, y, { transposeA, transposeB });
    const fromA = a ? product(a, node.inputs[1]!) : null;
    const fromB = b ? product(first(node), b) : null;
    return fromA && fromB ? add(fromA, fromB) : (fromA ?? fromB);
  },
  reverse: (node, cotangent) => {
    const [a, b] = [first(node), node.inputs[1]!];
    const { transposeA, transposeB } = node.operation;
    return [
      transposeA
        ? matmul(b, cotangent, { transposeA: transposeB, transposeB: true })
        : matmul(cotangent, b, { transposeB: !transposeB }),
      transposeB
        ? matmul(cotangent, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, cotangent, { transposeA: !transposeA }),
    ];
  },
};

export const gatherRule: Rule<'gather'> = {
  forward: (node, [table]) => (table ? gather(table, node.inputs[1]!) : null),
  reverse: (node, cotangent) => [scatter(node.inputs[1]!, cotangent, first(node).shape[0]!), null],
};

export const scatterRule: Rule<'scatter'> = {
  forward: (node, [, values]) => (values ? scatter(first(node), values, node.operation.rows) : null),
  reverse: (node, cotangent) => [null, gather(cotangent, first(node))],
};
