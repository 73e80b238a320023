import type { LinearTeacher } from '../../../../app/experiment/data.ts';
import { RandomStream } from '../../random/stream.ts';
import type { DataSet, Examples } from './data-set.ts';

/**
 * Inputs x ~ N(0, I), targets y = W*ᵀx + noise·N(0, I). W* [dimension, outputs] has zeros but in `sparsity` rows at random; those are a product of normal matrices
 * [sparsity, rank] and [rank, outputs] over √(sparsity·rank), of full rank normal over √sparsity: a target has variance 1 on average over teachers, noise aside. From the seed's streams
 * `data/teacher-rows`, `data/teacher`, `data/points`, `data/noise`, and for test examples `data/test-points`, `data/test-noise`.
 */
export function linearTeacher(data: LinearTeacher, seed: number): DataSet {
  const { dimension, outputs, points, test, noise } = data;
  const teacher = teacherOf(data, seed);
  const examples = (count: number, prefix: string): Examples => {
    const inputs = new RandomStream(seed, `data/${prefix}points`).normals(count * dimension);
    const errors = new RandomStream(seed, `data/${prefix}noise`).normals(count * outputs);
    const targets = product(inputs, teacher, dimension).map((y, i) => y + noise * errors[i]!);
    return { count, inputs, targets };
  };
  return {
    inputs: dimension,
    outputs,
    classes: false,
    train: examples(points, ''),
    test: test > 0 ? examples(test, 'test-') : null,
  };
}

/** W*, [dimension, outputs]. */
function teacherOf({ dimension, outputs, sparsity, rank }: LinearTeacher, seed: number): Float64Array {
  const read = sparsity === 'all' ? dimension : sparsity;
  const rows = new RandomStream(seed, 'data/teacher-rows').permutation(dimension).slice(0, read);
  const stream = new RandomStream(seed, 'data/teacher');
  const normal = (from: number, to: number): Float64Array =>
    stream.normals(from * to).map((z) => z / Math.sqrt(from));
  const values =
    rank === 'full' ? normal(read, outputs) : product(normal(read, rank), normal(rank, outputs), rank);
  const teacher = new Float64Array(dimension * outputs);
  rows.forEach((row, i) => teacher.set(values.subarray(i * outputs, (i + 1) * outputs), row * outputs));
  return teacher;
}

/** Product of matrices [rows, inner] and [inner, columns]. */
function product(a: Float64Array, b: Float64Array, inner: number): Float64Array {
  const columns = b.length / inner;
  const rows = a.length / inner;
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < inner; k++)
      for (let j = 0; j < columns; j++) result[i * columns + j]! += a[i * inner + k]! * b[k * columns + j]!;
  return result;
}
