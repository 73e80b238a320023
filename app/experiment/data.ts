import * as v from 'valibot';
import { integer, list, number, text } from './value.ts';

/** Equally spaced points of [−1, 1] and the Chebyshev polynomial T_degree at them. */
const Chebyshev = v.strictObject({
  kind: v.literal('chebyshev'),
  degree: v.optional(integer({ min: 0, max: 50 }), 5),
  points: v.optional(integer({ min: 2, max: 1_000_000 }), 20),
});

/** Class centres separation·N(0,1) per coordinate, points N(0,1) around them, classes equally likely, targets one-hot. */
const Mixture = v.strictObject({
  kind: v.literal('mixture'),
  classes: v.optional(integer({ min: 2, max: 1000 }), 10),
  dimension: v.optional(integer({ min: 1, max: 100_000 }), 20),
  points: v.optional(integer({ min: 1, max: 1_000_000 }), 256),
  separation: v.optional(number({ min: 0 }), 1),
});

/** Inputs N(0,1) and targets W*ᵀx + noise of a linear teacher W*, sparse or of low rank. */
const LinearTeacher = v.strictObject({
  kind: v.literal('linear-teacher'),
  points: v.optional(integer({ min: 1, max: 1_000_000 }), 40),
  test: v.optional(integer({ min: 0, max: 1_000_000 }), 0),
  dimension: v.optional(integer({ min: 1, max: 100_000 }), 100),
  outputs: v.optional(integer({ min: 1, max: 1000 }), 1),
  /** How many of the inputs the teacher reads; "all": every one. */
  sparsity: v.optional(
    v.union(
      [v.literal('all'), integer({ min: 1, max: 100_000 })],
      '"all" or a whole number at least 1 and at most 100000',
    ),
    'all',
  ),
  /** Of W*; "full": as large as it can be. */
  rank: v.optional(
    v.union(
      [v.literal('full'), integer({ min: 1, max: 1000 })],
      '"full" or a whole number at least 1 and at most 1000',
    ),
    'full',
  ),
  /** Standard deviation of the noise of the targets, the test ones included. */
  noise: v.optional(number({ min: 0 }), 0),
});

/** UCI handwritten digits, 8×8, values / 16; rows shuffled by the seed. */
const Digits = v.strictObject({
  kind: v.literal('digits'),
  train: v.optional(integer({ min: 1, max: 1797 }), 1000),
  test: v.optional(integer({ min: 0, max: 1796 }), 0),
});

/** Fashion-MNIST, 28×28, values / 255; the first rows of each file. */
const FashionMnist = v.strictObject({
  kind: v.literal('fashion-mnist'),
  train: v.optional(integer({ min: 1, max: 5000 }), 1000),
  test: v.optional(integer({ min: 0, max: 1000 }), 0),
});

/** MNIST-1D, 40 values a row, already centred and scaled; the first rows of each file. */
const Mnist1d = v.strictObject({
  kind: v.literal('mnist-1d'),
  train: v.optional(integer({ min: 1, max: 4000 }), 1000),
  test: v.optional(integer({ min: 0, max: 1000 }), 0),
});

/** A table with a header line; `target` names the column(s) to predict: numbers, or labels that become one-hot. */
const Csv = v.strictObject({
  kind: v.literal('csv'),
  /** Absolute, or relative to the experiment file. */
  path: text(1, 4096),
  target: v.union(
    [text(1), list(text(1), { of: 'column names', min: 1, max: 1000 })],
    'a column name or a list of them',
  ),
});

/** Images and their labels in two IDX files, as MNIST's, gzipped or not: values / 255, labels one-hot; the first rows, then the next. */
const Idx = v.strictObject({
  kind: v.literal('idx'),
  /** Absolute, or relative to the experiment file; so is `labels`. */
  images: text(1, 4096),
  labels: text(1, 4096),
  /** "all": those that `test` leaves. */
  train: v.optional(
    v.union(
      [v.literal('all'), integer({ min: 1, max: 10_000_000 })],
      '"all" or a whole number at least 1 and at most 10000000',
    ),
    'all',
  ),
  test: v.optional(integer({ min: 0, max: 10_000_000 }), 0),
});

const vocabularyWords = 'a text of 2 to 10000 characters, those that may occur';

/** Characters of a text to be predicted, each from those before it: examples are stretches of `positions` characters in an order of the seed. */
const Text = v.strictObject({
  kind: v.literal('text'),
  /** A text file, absolute, or relative to the experiment file; else Jane Austen's Emma. */
  path: v.optional(text(1, 4096)),
  positions: v.optional(integer({ min: 1, max: 4096 }), 32),
  train: v.optional(integer({ min: 1, max: 1_000_000 }), 64),
  test: v.optional(integer({ min: 0, max: 1_000_000 }), 0),
  /** The characters that may occur, in the order of their indices; else those of the text in the order of their code points. */
  vocabulary: v.optional(
    v.pipe(
      v.string(vocabularyWords),
      v.check((characters) => {
        const { length } = [...characters];
        return length >= 2 && length <= 10_000;
      }, vocabularyWords),
    ),
  ),
});

export const Data = v.variant('kind', [
  Chebyshev,
  Mixture,
  LinearTeacher,
  Digits,
  FashionMnist,
  Mnist1d,
  Csv,
  Idx,
  Text,
]);
export type Text = v.InferOutput<typeof Text>;
export type LinearTeacher = v.InferOutput<typeof LinearTeacher>;
export type Data = v.InferOutput<typeof Data>;
