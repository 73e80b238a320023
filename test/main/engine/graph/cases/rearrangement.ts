import * as build from '../../../../../main/engine/graph/build.ts';
import { list, type PrimitiveCase } from './primitive-case.ts';

/** Elements in another order, place or number. */
export const rearrangementCases: readonly PrimitiveCase[] = [
  {
    name: 'broadcast',
    shapes: [[2, 1]],
    build: (x) => build.broadcast(x, [3, 2, 2]),
    compute: (x) => list(12, (i) => x[Math.floor(i / 2) % 2]!),
  },
  {
    name: 'reshape',
    shapes: [[2, 3]],
    build: (x) => build.reshape(x, [3, 1, 2]),
    compute: (x) => [...x],
  },
  {
    name: 'transpose',
    shapes: [[2, 3]],
    build: (x) => build.transpose(x),
    compute: (x) => list(6, (i) => x[(i % 2) * 3 + Math.floor(i / 2)]!),
  },
  {
    name: 'transpose by a permutation',
    shapes: [[2, 3, 2]],
    build: (x) => build.transpose(x, [1, 2, 0]),
    // result[j, k, i] = x[i, j, k]
    compute: (x) => list(12, (at) => x[(at % 2) * 6 + Math.floor(at / 4) * 2 + (Math.floor(at / 2) % 2)]!),
  },
  {
    name: 'slice',
    shapes: [[3, 4]],
    build: (x) => build.slice(x, [1, 1], [2, 2]),
    compute: (x) => [5, 6, 9, 10].map((i) => x[i]!),
  },
  {
    name: 'slices that tile',
    shapes: [[7]],
    build: (x) =>
      build.concat([build.slice(x, [4], [3]), build.slice(x, [0], [2]), build.slice(x, [2], [2])], 0),
    compute: (x) => [4, 5, 6, 0, 1, 2, 3].map((i) => x[i]!),
  },
  {
    name: 'pad',
    shapes: [[2, 2]],
    build: (x) => build.pad(x, [1, 0], [0, 2]),
    compute: (x) => [0, 0, 0, 0, x[0]!, x[1]!, 0, 0, x[2]!, x[3]!, 0, 0],
  },
  {
    name: 'concat',
    shapes: [
      [2, 1],
      [2, 2],
    ],
    build: (a, b) => build.concat([a, b, a], 1),
    compute: (a, b) => [a[0]!, b[0]!, b[1]!, a[0]!, a[1]!, b[2]!, b[3]!, a[1]!],
  },
  {
    name: 'gather',
    shapes: [
      [3, 2],
      [2, 2],
    ],
    values: [null, [2, 0, 2, 1]],
    still: [1],
    build: (table, indices) => build.gather(table, indices),
    compute: (table, indices) => [...indices].flatMap((row) => [table[2 * row]!, table[2 * row + 1]!]),
  },
  {
    name: 'scatter',
    shapes: [[4], [4, 2]],
    values: [[2, 0, 2, 3], null],
    still: [0],
    build: (indices, values) => build.scatter(indices, values, 4),
    compute: (_indices, v) => [v[2]!, v[3]!, 0, 0, v[0]! + v[4]!, v[1]! + v[5]!, v[6]!, v[7]!],
  },
  {
    name: 'one-hot',
    shapes: [[3]],
    values: [[2, 0, 7]],
    still: [0],
    build: (indices) => build.oneHot(indices, 3),
    compute: () => [0, 0, 1, 1, 0, 0, 0, 0, 0],
  },
];
