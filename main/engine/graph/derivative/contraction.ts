import { add, broadcast, matmul, reshape, sum } from '../build.ts';
import { keptShape } from '../shape.ts';
import { first, second, type Rules } from './rule.ts';

export const contractionRules: Rules<'matmul' | 'sum'> = {
  // With C = A·B: C′ = A′·B + A·B′, Ā = C̄·Bᵀ, B̄ = Aᵀ·C̄; a transposed operand transposes its cotangent.
  matmul: {
    forward: (node, [a = null, b = null]) => {
      const left = a && matmul(a, second(node), node.operation);
      const right = b && matmul(first(node), b, node.operation);
      return left && right ? add(left, right) : (left ?? right);
    },
    reverse: (node, cotangent) => {
      const { transposeA, transposeB } = node.operation;
      const [a, b] = [first(node), second(node)];
      return [
        transposeA
          ? matmul(b, cotangent, { transposeA: transposeB, transposeB: true })
          : matmul(cotangent, b, { transposeB: !transposeB }),
        transposeB
          ? matmul(cotangent, a, { transposeA: true, transposeB: transposeA })
          : matmul(a, cotangent, { transposeA: !transposeA }),
      ];
    },
  },
  sum: {
    forward: (node, [tangent = null]) => tangent && sum(tangent, node.operation.axes, node.operation.keep),
    reverse: (node, cotangent) => {
      const { shape } = first(node);
      return [broadcast(reshape(cotangent, keptShape(shape, node.operation.axes)), shape)];
    },
  },
};
