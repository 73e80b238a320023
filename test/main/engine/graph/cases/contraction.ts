import * as build from '../../../../../main/engine/graph/build.ts';
import { list, type PrimitiveCase } from './primitive-case.ts';

function matmul(batch: number | null, transposeA: boolean, transposeB: boolean): PrimitiveCase {
  const [m, k, n] = [2, 3, 4];
  const lead = batch === null ? [] : [batch];
  return {
    name: `matmul${batch === null ? '' : ' batched'}${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
    shapes: [
      [...lead, ...(transposeA ? [k, m] : [m, k])],
      [...lead, ...(transposeB ? [n, k] : [k, n])],
    ],
    build: (a, b) => build.matmul(a, b, { transposeA, transposeB }),
    compute: (a, b) => {
      const result: number[] = [];
      for (let s = 0; s < (batch ?? 1); s++)
        for (let i = 0; i < m; i++)
          for (let j = 0; j < n; j++) {
            let total = 0;
            for (let l = 0; l < k; l++)
              total +=
                a[s * m * k + (transposeA ? l * m + i : i * k + l)]! *
                b[s * k * n + (transposeB ? j * k + l : l * n + j)]!;
            result.push(total);
          }
      return result;
    },
  };
}

function rowTimesColumn(transposeA: boolean, transposeB: boolean): PrimitiveCase {
  return {
    name: `matmul of ${transposeA ? 'a column' : 'a row'} and ${transposeB ? 'a row' : 'a column'} to one number`,
    shapes: [transposeA ? [5, 1] : [1, 5], transposeB ? [1, 5] : [5, 1]],
    build: (a, b) => build.matmul(a, b, { transposeA, transposeB }),
    compute: (a, b) => [a.reduce((total, x, i) => total + x * b[i]!, 0)],
  };
}

/** Sums of [2, 3, 4], by which axis index an element goes where. */
function sum(axes: readonly number[] | undefined, keep: boolean): PrimitiveCase {
  const kept = [0, 1, 2].filter((axis) => axes !== undefined && !axes.includes(axis));
  const dimensions = [2, 3, 4];
  return {
    name: `sum over ${axes ? axes.join(', ') : 'all'}${keep ? ', kept' : ''}`,
    shapes: [[2, 3, 4]],
    build: (x) => build.sum(x, axes, keep),
    compute: (x) => {
      const result: number[] = list(
        kept.reduce((count, axis) => count * dimensions[axis]!, 1),
        () => 0,
      );
      for (let i = 0; i < 24; i++) {
        const position = [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4];
        const to = kept.reduce((at, axis) => at * dimensions[axis]! + position[axis]!, 0);
        result[to]! += x[i]!;
      }
      return result;
    },
  };
}

/** Products and sums. */
export const contractionCases: readonly PrimitiveCase[] = [
  ...[false, true].flatMap((a) => [false, true].map((b) => rowTimesColumn(a, b))),
  ...[null, 2].flatMap((batch) =>
    [false, true].flatMap((a) => [false, true].map((b) => matmul(batch, a, b))),
  ),
  sum(undefined, false),
  sum([0], false),
  sum([1], true),
  sum([2], false),
  sum([0, 2], false),
  sum([1, 2], true),
  {
    name: 'sum of squares',
    shapes: [[2, 3]],
    build: (x) => build.sum(build.mul(x, x), [1]),
    compute: (x) => [0, 3].map((row) => x[row]! ** 2 + x[row + 1]! ** 2 + x[row + 2]! ** 2),
  },
  {
    name: 'dot',
    shapes: [[5], [5]],
    build: (a, b) => build.dot(a, b),
    compute: (a, b) => [[...a].reduce((total, x, i) => total + x * b[i]!, 0)],
  },
  {
    name: 'norm',
    shapes: [[5]],
    build: (a) => build.norm(a),
    compute: (a) => [Math.hypot(...a)],
  },
];

/** The derivative of `maximum` is taken as zero on purpose, so it stands apart. */
export const maximumCases: readonly PrimitiveCase[] = [
  {
    name: 'maximum over the last axis',
    shapes: [[2, 3]],
    build: (x) => build.maximum(x, [1]),
    compute: (x) => [Math.max(x[0]!, x[1]!, x[2]!), Math.max(x[3]!, x[4]!, x[5]!)],
  },
  {
    name: 'maximum over two axes',
    shapes: [[2, 3, 2]],
    build: (x) => build.maximum(x, [0, 2]),
    compute: (x) => [0, 2, 4].map((j) => Math.max(x[j]!, x[j + 1]!, x[6 + j]!, x[7 + j]!)),
  },
];
