import * as build from '../../../../main/engine/graph/build.ts';
import type { Shape, Tensor } from '../../../../main/engine/graph/tensor.ts';

/** One use of a primitive, and the same calculated by hand: plain loops that know nothing of tensors. */
export interface PrimitiveCase {
  readonly name: string;
  readonly shapes: readonly Shape[];
  /** Values of the inputs; by default between −1.2 and 1.2, away from zero where a function has a kink. */
  readonly values?: readonly (readonly number[] | null)[];
  readonly between?: readonly [number, number];
  readonly build: (...inputs: Tensor[]) => Tensor;
  readonly compute: (...inputs: Float64Array[]) => readonly number[];
  /** Inputs without a derivative: conditions and indices. */
  readonly still?: readonly number[];
}

const list = (length: number, at: (i: number) => number): number[] => Array.from({ length }, (_, i) => at(i));

function unary(
  name:
    | 'neg'
    | 'exp'
    | 'log'
    | 'sqrt'
    | 'tanh'
    | 'sigmoid'
    | 'softplus'
    | 'sin'
    | 'cos'
    | 'abs'
    | 'sign'
    | 'step',
  f: (x: number) => number,
  between?: readonly [number, number],
): PrimitiveCase {
  return {
    name,
    shapes: [[2, 3]],
    build: (x) => build[name](x),
    compute: (x) => [...x].map(f),
    ...(between ? { between } : {}),
  };
}

function binary(name: 'add' | 'sub' | 'mul' | 'div', f: (a: number, b: number) => number): PrimitiveCase[] {
  const two = (a: Shape, b: Shape, at: (i: number) => [number, number], count: number): PrimitiveCase => ({
    name: `${name} of [${a.join(', ')}] and [${b.join(', ')}]`,
    shapes: [a, b],
    between: [0.4, 2],
    build: (x, y) => build[name](x, y),
    compute: (x, y) => list(count, (i) => f(x[at(i)[0]]!, y[at(i)[1]]!)),
  });
  return [
    two([2, 3], [2, 3], (i) => [i, i], 6),
    two([2, 3], [3], (i) => [i, i % 3], 6),
    two([], [2, 3], (i) => [0, i], 6),
    two([2, 1], [1, 3], (i) => [Math.floor(i / 3), i % 3], 6),
    two([2, 1, 2], [3, 1], (i) => [2 * Math.floor(i / 6) + (i % 2), Math.floor(i / 2) % 3], 12),
  ];
}

function power(exponent: number): PrimitiveCase {
  return {
    name: `power ${exponent}`,
    shapes: [[2, 3]],
    between: Number.isInteger(exponent) && exponent >= 0 ? [-1.2, 1.2] : [0.3, 1.7],
    build: (x) => build.power(x, exponent),
    compute: (x) => [...x].map((value) => (exponent === 0 ? 1 : Math.pow(value, exponent))),
  };
}

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

const unaryCases: readonly PrimitiveCase[] = [
  unary('neg', (x) => -x),
  unary('exp', (x) => Math.exp(x)),
  unary('log', (x) => Math.log(x), [0.3, 2]),
  unary('sqrt', (x) => Math.sqrt(x), [0.3, 2]),
  unary('tanh', (x) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1)),
  unary('sigmoid', (x) => Math.exp(x) / (1 + Math.exp(x))),
  unary('softplus', (x) => Math.log(1 + Math.exp(x))),
  unary('sin', (x) => Math.sin(x)),
  unary('cos', (x) => Math.cos(x)),
  { ...unary('abs', (x) => (x < 0 ? -x : x)), values: [[-1.5, -0.5, 0.5, 1, 2, -3]] },
  { ...unary('sign', (x) => (x < 0 ? -1 : 1)), values: [[-1.5, -0.5, 0.5, 1, 2, -3]] },
  { ...unary('step', (x) => (x > 0 ? 1 : 0)), values: [[-1.5, -0.5, 0.5, 1, 2, -3]] },
];

const contractionCases: readonly PrimitiveCase[] = [
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

const layoutCases: readonly PrimitiveCase[] = [
  {
    name: 'select',
    shapes: [[2, 3], [3], []],
    values: [[-1, 0, 2, 0.5, -0.1, 3], null, null],
    still: [0],
    build: (c, a, b) => build.select(c, a, b),
    compute: (c, a, b) => list(6, (i) => (c[i]! > 0 ? a[i % 3]! : b[0]!)),
  },
  {
    name: 'select of the condition itself, as relu',
    shapes: [[5]],
    values: [[-2, -0.3, 0.3, 1, 4]],
    build: (x) => build.select(x, x, 0),
    compute: (x) => [...x].map((value) => Math.max(value, 0)),
  },
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

/** Every primitive. The derivative of `maximum` is taken as zero on purpose, so it stands apart. */
export const primitiveCases: readonly PrimitiveCase[] = [
  ...unaryCases,
  ...[0, 1, 2, 3, 5, -1, -2, 0.5, 2.5].map(power),
  ...binary('add', (a, b) => a + b),
  ...binary('sub', (a, b) => a - b),
  ...binary('mul', (a, b) => a * b),
  ...binary('div', (a, b) => a / b),
  ...contractionCases,
  ...layoutCases,
];

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
