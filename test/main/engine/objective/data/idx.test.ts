import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { Data } from '../../../../../app/experiment/data.ts';
import { idx } from '../../../../../main/engine/objective/data/idx.ts';
import { EngineError } from '../../../../../main/engine/problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'ravine-idx-'));
afterAll(() => rmSync(folder, { recursive: true }));
const images = join(folder, 'images');
const labels = join(folder, 'labels');

/** An IDX file of unsigned bytes. */
function idxFile(shape: readonly number[], values: readonly number[]): Uint8Array {
  const sides = shape.flatMap((side) => [0, 0, Math.floor(side / 256), side % 256]);
  return Uint8Array.of(0, 0, 8, shape.length, ...sides, ...values);
}

const pixels = Array.from({ length: 24 }, (_, i) => 10 * i);

function load(parts: Partial<Extract<Data, { kind: 'idx' }>> = {}) {
  return idx({ kind: 'idx', images, labels, train: 'all', test: 0, ...parts });
}

test('images are numbers from 0 to 1, labels one-hot of the largest and one, all rows train', async () => {
  writeFileSync(images, idxFile([4, 2, 3], pixels));
  writeFileSync(labels, idxFile([4], [0, 3, 1, 1]));
  const set = await load();
  expect([set.inputs, set.image, set.outputs, set.classes, set.test]).toEqual([6, [2, 3, 1], 4, true, null]);
  expect(set.train.count).toBe(4);
  expect([...set.train.inputs]).toEqual(pixels.map((value) => value / 255));
  expect([...set.train.targets]).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0]);
});

test('the first rows train and the next test, of as many classes as there are in all', async () => {
  writeFileSync(images, idxFile([4, 2, 3], pixels));
  writeFileSync(labels, idxFile([4], [0, 1, 1, 2]));
  const set = await load({ train: 2, test: 1 });
  expect(set.outputs).toBe(3);
  expect([...set.train.inputs]).toEqual(pixels.slice(0, 12).map((value) => value / 255));
  expect([...set.test!.inputs]).toEqual(pixels.slice(12, 18).map((value) => value / 255));
  expect([...set.test!.targets]).toEqual([0, 1, 0]);
  const rest = await load({ test: 3 });
  expect([rest.train.count, rest.test!.count]).toEqual([1, 3]);
});

test('images may have channels, and files may be zipped', async () => {
  writeFileSync(images, gzipSync(idxFile([2, 2, 2, 3], pixels)));
  writeFileSync(labels, gzipSync(idxFile([2], [1, 0])));
  const set = await load();
  expect([set.inputs, set.image]).toEqual([12, [2, 2, 3]]);
  expect([...set.train.inputs]).toEqual(pixels.map((value) => value / 255));
});

const right = idxFile([4, 2, 3], pixels);
const two = idxFile([4], [0, 1, 1, 0]);
const zipped = gzipSync(right);
test.each<[what: string, images: Uint8Array, labels: Uint8Array, named: string, message: string]>([
  ['another format', Uint8Array.of(137, 80, 78, 71), two, images, 'it does not begin like an IDX file'],
  ['labels for images', two, two, images, 'images have 2 or 3 dimensions behind their number, and it has 4'],
  ['volumes', idxFile([1, 2, 2, 3, 2], pixels), two, images, 'and it has 1 × 2 × 2 × 3 × 2'],
  ['images for labels', right, right, labels, 'labels have one dimension, and it has 4 × 2 × 3'],
  ['another number of labels', right, idxFile([3], [0, 1, 1]), labels, 'it has 3 labels, and'],
  ['no images', idxFile([0, 2, 3], []), idxFile([0], []), images, 'it is empty (0 × 2 × 3)'],
  ['a file cut short', right.slice(0, -1), two, images, 'it has 23 values and its header promises 24'],
  ['a zipped file cut short', zipped.subarray(0, 20), two, images, 'unzipped, unexpected end of file'],
  ['one label', right, idxFile([4], [0, 0, 0, 0]), labels, 'all its labels are 0'],
])('%s is refused', async (_what, ofImages, ofLabels, named, message) => {
  writeFileSync(images, ofImages);
  writeFileSync(labels, ofLabels);
  const loaded = load();
  await expect(loaded).rejects.toThrow(EngineError);
  await expect(loaded).rejects.toMatchObject({ code: 'bad-data' });
  await expect(loaded).rejects.toThrow(`The IDX file ${named} does not fit: `);
  await expect(loaded).rejects.toThrow(message);
});

test.each([
  [{ train: 5 }, '5 to train on and 0 to test on'],
  [{ train: 3, test: 2 }, '3 to train on and 2 to test on'],
  [{ test: 4 }, 'at least 1 to train on and 4 to test on'],
] as const)('more rows than there are are refused: %j', async (asked, message) => {
  writeFileSync(images, right);
  writeFileSync(labels, two);
  await expect(load(asked)).rejects.toMatchObject({
    code: 'bad-objective',
    message: `${images} has 4 images, and objective.data asks for ${message}; ask for fewer.`,
  });
});

test('a file that is not there is named, with the place that names it', async () => {
  writeFileSync(images, right);
  const absent = join(folder, 'absent');
  await expect(load({ labels: absent })).rejects.toMatchObject({
    code: 'missing-data',
    message: expect.stringMatching(
      /^The IDX file .*absent cannot be read \(ENOENT.*correct objective\.data\.labels\.$/,
    ) as string,
  });
});
