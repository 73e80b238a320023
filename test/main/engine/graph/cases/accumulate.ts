import * as build from '../../../../../main/engine/graph/build.ts';
import { list, type PrimitiveCase } from './primitive-case.ts';

/** Sums of a body over slices. */
export const accumulateCases: readonly PrimitiveCase[] = [
  {
    name: 'accumulate of a scalar of slices and shared tensors',
    shapes: [[3, 2, 2], [3, 2], [2]],
    // Σ_k Σ_i tanh(x_k·w)_i y_ki
    build: (x, y, w) =>
      build.accumulate([x, y], [w], ([slice, target], [weight]) => {
        const column = build.reshape(weight!, [2, 1]);
        return build.dot(build.tanh(build.reshape(build.matmul(slice!, column), [2])), target!);
      }),
    compute: (x, y, w) => [
      list(6, (i) => Math.tanh(x[2 * i]! * w[0]! + x[2 * i + 1]! * w[1]!) * y[i]!).reduce((a, b) => a + b),
    ],
  },
  {
    name: 'accumulate of a matrix, with two shared tensors',
    shapes: [[4, 3], [3], [2]],
    // Σ_k (x_k + a) bᵀ, squared
    build: (x, a, b) =>
      build.accumulate([x], [a, b], ([slice], [shift, factor]) =>
        build.power(
          build.matmul(build.reshape(build.add(slice!, shift!), [3, 1]), build.reshape(factor!, [1, 2])),
          2,
        ),
      ),
    compute: (x, a, b) =>
      list(6, (at) => {
        const [i, j] = [Math.floor(at / 2), at % 2];
        return list(4, (k) => ((x[3 * k + i]! + a[i]!) * b[j]!) ** 2).reduce((p, q) => p + q);
      }),
  },
  {
    name: 'accumulate of single numbers',
    shapes: [[5], []],
    build: (x, c) =>
      build.accumulate([x], [c], ([number], [factor]) => build.sin(build.mul(number!, factor!))),
    compute: (x, c) => [[...x].reduce((sum, value) => sum + Math.sin(value * c[0]!), 0)],
  },
  {
    name: 'accumulate inside accumulate',
    shapes: [[2, 3, 2], [2, 2], [2]],
    // Σ_k exp(Σ_j (x_kj∘w)·v_k)
    build: (x, v, w) =>
      build.accumulate([x, v], [w], ([rows, along], [weight]) =>
        build.exp(
          build.accumulate([rows!], [along!, weight!], ([row], [a, b]) => build.dot(build.mul(row!, b!), a!)),
        ),
      ),
    compute: (x, v, w) => [
      list(2, (k) =>
        Math.exp(list(6, (i) => x[6 * k + i]! * w[i % 2]! * v[2 * k + (i % 2)]!).reduce((a, b) => a + b)),
      ).reduce((a, b) => a + b),
    ],
  },
  {
    name: 'accumulate of what is the same for every slice',
    shapes: [[3, 2], [2]],
    build: (x, w) => build.accumulate([x], [w], (_slices, [weight]) => build.exp(weight!)),
    compute: (_x, w) => [...w].map((value) => 3 * Math.exp(value)),
  },
  {
    name: 'accumulate of the slices themselves',
    shapes: [[3, 2]],
    build: (x) => build.accumulate([x], [], ([slice]) => slice!),
    compute: (x) => list(2, (j) => x[j]! + x[2 + j]! + x[4 + j]!),
  },
  {
    name: 'accumulate of one slice',
    shapes: [[1, 2], [2]],
    build: (x, w) => build.accumulate([x], [w], ([slice], [weight]) => build.mul(slice!, weight!)),
    compute: (x, w) => list(2, (j) => x[j]! * w[j]!),
  },
];
