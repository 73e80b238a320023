import type { Data } from '../../../../app/experiment/data.ts';
import type { DataSet, Examples } from './data-set.ts';
import { oneHotRows } from './one-hot.ts';
import { damaged, readDataSetFile } from './read-file.ts';

/** Numbers of an example. */
const WIDTH = 40;

/**
 * MNIST-1D (Greydanus and Kobak, arXiv 2011.14439): 40 numbers an example, as stored; targets one-hot. The first `train` of 4000 training and
 * the first `test` of 1000 test examples.
 */
export async function mnist1d({ train, test }: Extract<Data, { kind: 'mnist-1d' }>): Promise<DataSet> {
  return {
    inputs: WIDTH,
    outputs: 10,
    classes: true,
    train: await firstOf('train', 4000, train),
    test: test > 0 ? await firstOf('test', 1000, test) : null,
  };
}

/** The first `count` of the `stored` examples of a part: float32, little-endian, and labels of a byte, both without header. */
async function firstOf(part: string, stored: number, count: number): Promise<Examples> {
  const x = await readSized(`mnist1d/mnist1d-${part}-x.f32le.gz`, 4 * WIDTH * stored);
  const y = await readSized(`mnist1d/mnist1d-${part}-y.u8.gz`, stored);
  const inputs = Float64Array.from({ length: count * WIDTH }, (_, i) => x.readFloatLE(4 * i));
  return { count, inputs, targets: oneHotRows(y.subarray(0, count), 10) };
}

async function readSized(path: string, bytes: number): Promise<Buffer> {
  const content = await readDataSetFile(path);
  if (content.length !== bytes) throw damaged(path, `it has ${content.length} bytes instead of ${bytes}`);
  return content;
}
