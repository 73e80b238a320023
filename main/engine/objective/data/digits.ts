import type { Data } from '../../../../app/experiment/data.ts';
import { size } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import { RandomStream } from '../../random/stream.ts';
import type { DataSet } from './data-set.ts';
import { examplesOf, readLabelledImages } from './labelled-images.ts';

/**
 * UCI handwritten digits, 8×8 pixels of 0 … 16, divided by 16; targets one-hot. The rows come writer by writer, so the seed's stream
 * `data/order` shuffles them: the first `train` are trained on, the next `test` tested on.
 */
export async function digits(
  { train, test }: Extract<Data, { kind: 'digits' }>,
  seed: number,
): Promise<DataSet> {
  const images = await readLabelledImages(
    'digits/digits-images-idx3-ubyte.gz',
    'digits/digits-labels-idx1-ubyte.gz',
  );
  if (train + test > images.count)
    throw new EngineError(
      'bad-objective',
      `digits has ${images.count} examples, and train ${train} and test ${test} are ${train + test} together; ask for fewer.`,
    );
  const order = new RandomStream(seed, 'data/order').permutation(images.count);
  return {
    inputs: size(images.shape),
    image: images.shape,
    outputs: images.classes,
    classes: true,
    train: examplesOf(images, order.slice(0, train), 16),
    test: test > 0 ? examplesOf(images, order.slice(train, train + test), 16) : null,
  };
}
