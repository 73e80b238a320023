import type { Data } from '../../../../app/experiment/data.ts';
import type { DataSet, Examples } from './data-set.ts';
import { examplesOf, readLabelledImages, rowsFrom } from './labelled-images.ts';

/**
 * Fashion-MNIST, 28×28 pixels of 0 … 255, divided by 255; targets one-hot. The first `train` of 5000 training and the first `test` of 1000
 * test images (of the release of 26 August 2017: resources/data/README.md).
 */
export async function fashionMnist({
  train,
  test,
}: Extract<Data, { kind: 'fashion-mnist' }>): Promise<DataSet> {
  return {
    inputs: 784,
    image: [28, 28, 1],
    outputs: 10,
    classes: true,
    train: await firstOf('train5000', train),
    test: test > 0 ? await firstOf('t10k1000', test) : null,
  };
}

async function firstOf(part: string, count: number): Promise<Examples> {
  const images = await readLabelledImages(
    `fashion-mnist/${part}-images-idx3-ubyte.gz`,
    `fashion-mnist/${part}-labels-idx1-ubyte.gz`,
  );
  return examplesOf(images, rowsFrom(0, count), 255);
}
