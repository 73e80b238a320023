import fc from 'fast-check';
import * as build from '../../../../main/engine/graph/build.ts';
import { input } from '../../../../main/engine/graph/build.ts';
import type { Tensor } from '../../../../main/engine/graph/tensor.ts';

/** Values of a [2, 3] tensor. */
type Matrix = readonly number[];

/** A step of a program from two [2, 3] tensors to a third, and the same by hand. Nothing grows: products have a bounded factor. */
interface Move {
  readonly build: (a: Tensor, b: Tensor) => Tensor;
  readonly compute: (a: Matrix, b: Matrix) => Matrix;
}

const each = (f: (a: number, b: number) => number) => (a: Matrix, b: Matrix) => a.map((x, i) => f(x, b[i]!));
const row = (a: Matrix, i: number): number[] => [a[3 * i]!, a[3 * i + 1]!, a[3 * i + 2]!];
const total = (a: Matrix): number => a.reduce((so, x) => so + x, 0);

const moves: readonly Move[] = [
  { build: (a, b) => build.add(a, b), compute: each((a, b) => a + b) },
  { build: (a, b) => build.sub(build.neg(a), b), compute: each((a, b) => -a - b) },
  { build: (a, b) => build.mul(build.tanh(a), b), compute: each((a, b) => Math.tanh(a) * b) },
  { build: (a) => build.mul(build.sin(a), build.cos(a)), compute: each((a) => Math.sin(a) * Math.cos(a)) },
  {
    build: (a, b) => build.div(a, build.add(build.sigmoid(b), 1)),
    compute: each((a, b) => a / (1 / (1 + Math.exp(-b)) + 1)),
  },
  {
    build: (a, b) => build.log(build.add(build.exp(build.tanh(a)), build.power(build.tanh(b), 2))),
    compute: each((a, b) => Math.log(Math.exp(Math.tanh(a)) + Math.tanh(b) ** 2)),
  },
  {
    build: (a, b) => build.sqrt(build.add(build.softplus(a), build.abs(b))),
    compute: each((a, b) => Math.sqrt(Math.log(1 + Math.exp(a)) + Math.abs(b))),
  },
  { build: (a, b) => build.select(a, b, build.mul(a, 0.5)), compute: each((a, b) => (a > 0 ? b : a * 0.5)) },
  {
    build: (a, b) => build.matmul(build.matmul(build.tanh(a), b, { transposeB: true }), build.tanh(b)),
    compute: (a, b) =>
      [0, 1].flatMap((i) =>
        [0, 1, 2].map((j) =>
          total(
            [0, 1].map(
              (k) => total(row(a, i).map((x, l) => Math.tanh(x) * row(b, k)[l]!)) * Math.tanh(b[3 * k + j]!),
            ),
          ),
        ),
      ),
  },
  {
    build: (a, b) => build.sub(a, build.mul(build.sum(b, [1], true), 1 / 3)),
    compute: (a, b) => a.map((x, i) => x - total(row(b, Math.floor(i / 3))) / 3),
  },
  {
    build: (a) => build.div(a, build.sqrt(build.add(build.dot(a, a), 1))),
    compute: (a) => a.map((x) => x / Math.hypot(1, ...a)),
  },
  {
    build: (a, b) =>
      build.concat(
        [build.slice(a, [0, 1], [2, 2]), build.reshape(build.slice(b, [1, 0], [1, 2]), [2, 1])],
        1,
      ),
    compute: (a, b) => [a[1]!, a[2]!, b[3]!, a[4]!, a[5]!, b[4]!],
  },
  {
    build: (a, b) => build.add(build.pad(build.slice(a, [0, 0], [1, 3]), [1, 0], [0, 0]), b),
    compute: (a, b) => b.map((x, i) => (i < 3 ? x : x + a[i - 3]!)),
  },
  {
    build: (a, b) =>
      build.transpose(build.add(build.transpose(a), build.slice(build.transpose(b), [0, 0], [3, 1]))),
    compute: (a, b) => a.map((x, i) => x + b[i % 3]!),
  },
  {
    build: (a) => build.gather(build.scatter(build.constant([1, 0], [2]), a, 3), build.constant([1, 1], [2])),
    compute: (a) => [...row(a, 0), ...row(a, 0)],
  },
];

/** A program of `x` and `y` [2, 3]: some of `moves` on what is there so far, the last one its result. */
export interface RandomProgram {
  readonly result: Tensor;
  readonly compute: (x: Matrix, y: Matrix) => Matrix;
}

export const x = input('x', [2, 3]);
export const y = input('y', [2, 3]);

export const randomPrograms: fc.Arbitrary<RandomProgram> = fc
  .array(fc.tuple(fc.nat(moves.length - 1), fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 })
  .map((steps) => {
    const tensors = [x, y];
    for (const [move, i, j] of steps)
      tensors.push(moves[move]!.build(tensors[i % tensors.length]!, tensors[j % tensors.length]!));
    return {
      result: tensors.at(-1)!,
      compute: (atX, atY) => {
        const values = [atX, atY];
        for (const [move, i, j] of steps)
          values.push(moves[move]!.compute(values[i % values.length]!, values[j % values.length]!));
        return values.at(-1)!;
      },
    };
  });

/** Values of a [2, 3] tensor. */
export const matrices: fc.Arbitrary<number[]> = fc.array(
  fc.double({ min: -1.5, max: 1.5, noNaN: true, noDefaultInfinity: true }).map((value) => value || 0.5),
  { minLength: 6, maxLength: 6 },
);
