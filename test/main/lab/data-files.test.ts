import Database from 'better-sqlite3';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LARGEST_TABLE } from '../../../app/contract/data-file.ts';
import { Store } from '../../../main/store/store.ts';
import { LocalLab } from '../../../main/lab/lab.ts';
import { ScriptedLab } from './scripted-lab.ts';

const scripted = ScriptedLab.forEachTest();

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
/** An IDX file of unsigned bytes by hand: its magic number, its dimensions, its values. */
const idx = (shape: readonly number[], values: readonly number[]): Uint8Array =>
  Uint8Array.of(0, 0, 8, shape.length, ...shape.flatMap((size) => [0, 0, size >> 8, size & 255]), ...values);
const keep = (name: string, bytes: Uint8Array | string) =>
  scripted.lab.call('data.keep', { name, bytes: typeof bytes === 'string' ? bytesOf(bytes) : bytes });
/** The sentence with which a file is refused. */
const refusal = async (name: string, bytes: Uint8Array | string): Promise<string> =>
  keep(name, bytes).then(
    ({ path }) => `kept as ${path}`,
    (error: Error) => error.message,
  );

test('a table is told by its columns, with the first cell of each that is no number', async () => {
  const { content, path } = await keep('iris.csv', 'width,species\n1.5,setosa\n2,virginica\n');
  expect(content).toEqual({
    kind: 'csv',
    rows: 2,
    columns: [
      { name: 'width', label: null },
      { name: 'species', label: { line: 2, text: 'setosa' } },
    ],
  });
  expect(dirname(dirname(path))).toBe(join(scripted.folder, 'data'));
});

test('images and labels are told by their shape, gzipped or not', async () => {
  expect((await keep('images-idx3-ubyte', idx([2, 1, 2], [0, 1, 2, 3]))).content).toEqual({
    kind: 'idx',
    shape: [2, 1, 2],
  });
  expect((await keep('labels.gz', gzipSync(idx([3], [0, 1, 0])))).content).toEqual({
    kind: 'idx',
    shape: [3],
  });
});

test.each([
  ['empty.csv', '', 'empty.csv does not fit: it is empty.'],
  ['head.csv', 'a,b\n', 'head.csv does not fit: it has a header and no rows.'],
  ['one.csv', 'a\n1\n', 'it has one column'],
  ['words.csv', 'a,b\nx,y\n', 'no column holds numbers alone: "a" has "x" on line 2'],
  ['ragged.csv', 'a,b\n1,2\n3\n', 'line 3 has 1 fields, and there are 2 columns'],
  ['latin.csv', Uint8Array.of(97, 44, 98, 10, 0xe9, 44, 49), 'it is no text in UTF-8'],
  [
    'large.csv',
    new Uint8Array(LARGEST_TABLE + 1).fill(97),
    'a table is looked through up to 16 MB, and it has 17 MB',
  ],
  [
    'train-images-idx3-ubyte',
    idx([1, 1, 1], [0]).with(2, 9),
    'it does not begin like an IDX file of unsigned bytes',
  ],
  ['noise.bin', Uint8Array.of(137, 80, 0, 71), 'it does not begin like an IDX file of unsigned bytes'],
  ['short.idx', idx([2, 2, 2], [1, 2]), 'it has 2 values and its header promises 8'],
  [
    'flat.idx',
    idx([2, 2], [1, 2, 3, 4]),
    'labels have one dimension and images three or four, and it has 2 (2 × 2)',
  ],
  ['cut.gz', gzipSync(idx([3], [0, 1, 0])).subarray(0, 20), 'unzipped, unexpected end of file'],
] as const)('%s is refused in a sentence, and nothing of it is kept', async (name, bytes, sentence) => {
  expect(await refusal(name, bytes)).toContain(sentence);
  expect(await readdir(scripted.folder)).not.toContain('data');
});

test('a name leads nowhere else', async () => {
  const table = 'x,y\n1,2\n';
  for (const name of ['../../up.csv', '/etc/passwd', '..', 'a\\..\\b.csv', '.hidden', 'con:*?.csv']) {
    const { path } = await keep(name, table);
    expect(dirname(dirname(path)), name).toBe(join(scripted.folder, 'data'));
    expect(path.slice(dirname(path).length + 1)).toMatch(/^[^./\\:*?][^/\\:*?]*$/);
  }
});

test('a folder that cannot be written is said, and so is a store for reading only', async () => {
  await writeFile(join(scripted.folder, 'data'), 'in the way');
  expect(await refusal('a.csv', 'x,y\n1,2\n')).toMatch(/a\.csv cannot be kept as .*data.*\. Make room there/);
  const file = join(scripted.folder, 'newer.sqlite');
  Store.open(file, { appVersion: '0.0.0' }).close();
  const raw = new Database(file);
  raw.pragma('user_version = 1000');
  raw.close();
  const store = Store.open(file, { appVersion: '0.0.0' });
  const lab = new LocalLab({ store });
  await expect(lab.call('data.keep', { name: 'a.csv', bytes: bytesOf('x,y\n1,2\n') })).rejects.toMatchObject({
    problems: [{ code: 'read-only' }],
  });
  await lab.close();
  store.close();
});

test('a path that is no file is told as such', async () => {
  await mkdir(join(scripted.folder, 'folder'));
  await expect(scripted.lab.call('data.describe', { path: join(scripted.folder, 'folder') })).rejects.toThrow(
    'is no file',
  );
});
