import type { ImageShape } from '../../../../app/experiment/image.ts';
import { size } from '../../graph/tensor.ts';
import type { Examples } from './data-set.ts';
import { parseIdx, type ByteArray } from './idx-array.ts';
import { oneHotRows } from './one-hot.ts';
import { damaged, readDataSetFile, reason } from './read-file.ts';

/** Images with their labels, as stored. */
export interface LabelledImages {
  readonly count: number;
  readonly shape: ImageShape;
  readonly classes: number;
  /** [count, height, width, channels] */
  readonly images: Uint8Array;
  /** [count] */
  readonly labels: Uint8Array;
}

/** Reads a pair of IDX files of resources/data, of ten classes. @throws EngineError naming the file that is missing or damaged */
export async function readLabelledImages(images: string, labels: string): Promise<LabelledImages> {
  const [array, labelled] = await Promise.all([readIdx(images), readIdx(labels)]);
  const [count = 0, height = 1, width = 1] = array.shape;
  if (labelled.values.length !== count)
    throw damaged(labels, `it has ${labelled.values.length} labels for ${count} images`);
  return { count, shape: [height, width, 1], classes: 10, images: array.values, labels: labelled.values };
}

async function readIdx(path: string): Promise<ByteArray> {
  const bytes = await readDataSetFile(path);
  try {
    return parseIdx(bytes);
  } catch (error) {
    throw damaged(path, reason(error), error);
  }
}

/** Some of the images as examples: pixels divided by `white`, labels one-hot. */
export function examplesOf(
  { shape, classes, images, labels }: LabelledImages,
  rows: readonly number[],
  white: number,
): Examples {
  const pixels = size(shape);
  const inputs = new Float64Array(rows.length * pixels);
  rows.forEach((row, i) => {
    for (let j = 0; j < pixels; j++) inputs[i * pixels + j] = images[row * pixels + j]! / white;
  });
  const targets = oneHotRows(
    rows.map((row) => labels[row]!),
    classes,
  );
  return { count: rows.length, inputs, targets };
}

/** `count` rows from one on. */
export function rowsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
