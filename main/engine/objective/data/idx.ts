import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Data } from '../../../../app/experiment/data.ts';
import { size } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import type { DataSet } from './data-set.ts';
import { readIdx, type ByteArray } from './idx-array.ts';
import { examplesOf, rowsFrom, type LabelledImages } from './labelled-images.ts';
import { reason } from './read-file.ts';

/**
 * Images and labels of two IDX files, gzipped or not: images [count, height, width] or [count, height, width, channels], divided by 255; labels
 * [count], one-hot of as many classes as the largest label of the file and one. The first `train` rows are trained on, the next `test` tested on.
 * @throws EngineError `missing-data` or `bad-data`, naming the file, or `bad-objective` where it has fewer rows than are asked for
 */
export async function idx(data: Extract<Data, { kind: 'idx' }>): Promise<DataSet> {
  const [images, labels] = await Promise.all([read('images', data.images), read('labels', data.labels)]);
  const labelled = labelledImages(images, labels);
  const { test } = data;
  const train = data.train === 'all' ? labelled.count - test : data.train;
  if (train < 1 || train + test > labelled.count)
    throw new EngineError(
      'bad-objective',
      `${images.file} has ${labelled.count} images, and objective.data asks for ` +
        `${data.train === 'all' ? 'at least 1' : train} to train on and ${test} to test on; ask for fewer.`,
    );
  return {
    inputs: size(labelled.shape),
    image: labelled.shape,
    outputs: labelled.classes,
    classes: true,
    train: examplesOf(labelled, rowsFrom(0, train), WHITE),
    test: test > 0 ? examplesOf(labelled, rowsFrom(train, test), WHITE) : null,
  };
}

const WHITE = 255;

interface IdxFile extends ByteArray {
  readonly file: string;
}

async function read(key: 'images' | 'labels', path: string): Promise<IdxFile> {
  const file = resolve(path);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new EngineError(
      'missing-data',
      `The IDX file ${file} cannot be read (${reason(error)}). Put it there, or correct objective.data.${key}.`,
      { cause: error },
    );
  });
  try {
    return { file, ...(await readIdx(bytes)) };
  } catch (error) {
    throw misfit(file, reason(error), error);
  }
}

function labelledImages(images: IdxFile, labels: IdxFile): LabelledImages {
  const [count = 0, height, width, channels = 1] = images.shape;
  const dimensions = images.shape.join(' × ');
  if (height === undefined || width === undefined || images.shape.length > 4)
    throw misfit(images.file, `images have 2 or 3 dimensions behind their number, and it has ${dimensions}`);
  if (images.values.length === 0) throw misfit(images.file, `it is empty (${dimensions})`);
  if (labels.shape.length !== 1)
    throw misfit(labels.file, `labels have one dimension, and it has ${labels.shape.join(' × ')}`);
  if (labels.values.length !== count)
    throw misfit(
      labels.file,
      `it has ${labels.values.length} labels, and ${images.file} has ${count} images`,
    );
  const classes = labels.values.reduce((most, label) => Math.max(most, label), 0) + 1;
  if (classes === 1) throw misfit(labels.file, 'all its labels are 0, so there is nothing to tell apart');
  return { count, shape: [height, width, channels], classes, images: images.values, labels: labels.values };
}

function misfit(file: string, what: string, cause?: unknown): EngineError {
  return new EngineError('bad-data', `The IDX file ${file} does not fit: ${what}.`, { cause });
}
