import type { Examples } from './data-set.ts';
import { parseIdx, type ByteArray } from './idx.ts';
import { oneHotRows } from './one-hot.ts';
import { damaged, readDataSetFile, reason } from './read-file.ts';

/** Images with their labels, as stored. */
export interface LabelledImages {
  readonly count: number;
  /** Pixels of an image. */
  readonly pixels: number;
  /** [count, pixels] */
  readonly images: Uint8Array;
  /** [count] */
  readonly labels: Uint8Array;
}

/** Reads a pair of IDX files of resources/data. @throws EngineError naming the file that is missing or damaged */
export async function readLabelledImages(images: string, labels: string): Promise<LabelledImages> {
  const [{ shape, values }, labelled] = await Promise.all([readIdx(images), readIdx(labels)]);
  const [count = 0, ...sides] = shape;
  if (labelled.values.length !== count)
    throw damaged(labels, `it has ${labelled.values.length} labels for ${count} images`);
  const pixels = sides.reduce((product, side) => product * side, 1);
  return { count, pixels, images: values, labels: labelled.values };
}

async function readIdx(path: string): Promise<ByteArray> {
  const bytes = await readDataSetFile(path);
  try {
    return parseIdx(bytes);
  } catch (error) {
    throw damaged(path, reason(error), error);
  }
}

/** Some of the images as examples: pixels divided by `white`, labels one-hot of ten classes. */
export function examplesOf(
  { pixels, images, labels }: LabelledImages,
  rows: readonly number[],
  white: number,
): Examples {
  const inputs = new Float64Array(rows.length * pixels);
  rows.forEach((row, i) => {
    for (let j = 0; j < pixels; j++) inputs[i * pixels + j] = images[row * pixels + j]! / white;
  });
  const targets = oneHotRows(
    rows.map((row) => labels[row]!),
    10,
  );
  return { count: rows.length, inputs, targets };
}
