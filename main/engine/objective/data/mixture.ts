import type { Data } from '../../../../app/experiment/data.ts';
import { RandomStream } from '../../random/stream.ts';
import type { DataSet } from './data-set.ts';
import { oneHotRows } from './one-hot.ts';

/**
 * Gaussian mixture: centres separation·N(0,1) per coordinate, points N(0,1) around them, classes equally likely, targets one-hot. From the
 * seed's streams `data/centres`, `data/classes` and `data/points`.
 */
export function mixture(
  { classes, dimension, points, separation }: Extract<Data, { kind: 'mixture' }>,
  seed: number,
): DataSet {
  const centres = new RandomStream(seed, 'data/centres').normals(classes * dimension);
  const choice = new RandomStream(seed, 'data/classes');
  const labels = Uint32Array.from({ length: points }, () => choice.integer(classes));
  const inputs = new RandomStream(seed, 'data/points').normals(points * dimension);
  labels.forEach((label, i) => {
    for (let j = 0; j < dimension; j++)
      inputs[i * dimension + j]! += separation * centres[label * dimension + j]!;
  });
  const train = { count: points, inputs, targets: oneHotRows(labels, classes) };
  return { inputs: dimension, outputs: classes, classes: true, train, test: null };
}
