import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { csv } from '../../../../../main/engine/objective/data/csv.ts';
import { EngineError } from '../../../../../main/engine/problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'ravine-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'table.csv');

function load(content: string | Uint8Array, target: string | string[] = 'y', asksForClasses = false) {
  writeFileSync(path, content);
  return csv({ kind: 'csv', path, target }, asksForClasses);
}

test('all columns but the target are inputs, in their order', async () => {
  expect(await load('a,y,b\n1,2,3\n-4.5,+1e-3,.5\n')).toEqual({
    inputs: 2,
    outputs: 1,
    classes: false,
    train: {
      count: 2,
      inputs: Float64Array.of(1, 3, -4.5, 0.5),
      targets: Float64Array.of(2, 0.001),
    },
    test: null,
  });
});

test('several target columns, in the order asked for', async () => {
  const { outputs, train } = await load('y,a,z\n1,2,3\n4,5,6\n', ['z', 'y']);
  expect(outputs).toBe(2);
  expect([...train.targets]).toEqual([3, 1, 6, 4]);
});

test('labels become one-hot in sorted order', async () => {
  const { outputs, classes, train } = await load('a,y\n1,setosa\n2,virginica\n3,iris\n4, setosa\n');
  expect([outputs, classes]).toEqual([3, true]);
  expect([...train.targets]).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0]);
});

test('numbers are labels where the loss asks for classes, sorted by value', async () => {
  const table = 'a,y\n1,10\n2,9\n3,1e1\n';
  const { classes, train } = await load(table, 'y', true);
  expect(classes).toBe(true);
  expect([...train.targets]).toEqual([0, 1, 1, 0, 0, 1]);
  expect((await load(table)).classes).toBe(false);
});

test('quotes, doubled quotes, commas and line ends in fields, CRLF, byte order mark, empty lines', async () => {
  const { outputs, train } = await load('\uFEFF"a, b",y\r\n"1","x ""y"", z"\r\n\r\n2,"two\r\nlines"', 'y');
  expect([...train.inputs]).toEqual([1, 2]);
  expect(outputs).toBe(2);
});

test.each([
  ['', 'it is empty'],
  ['a,y\n', 'it has a header and no rows'],
  ['a,a,y\n1,2,3', 'line 1: two columns are named "a"'],
  ['a,,y\n1,2,3', 'line 1: column 2 has no name'],
  ['y\n1', 'no column is left for the inputs'],
  ['a,b\n1,2', 'it has no column "y" to predict, only "a", "b"'],
  ['a,y\n1,2\n3\n', 'line 3 has 1 fields, and there are 2 columns'],
  ['a,y\n1,2\n"3\n,4', 'line 3, column 1: a quote that is not closed'],
  ['a,y\n1,"2"3\n', 'line 2, column 2: a quote that is not closed, or text beside a quoted field'],
  ['a,y\n"1\n",2\nx,3\n', 'line 4, column "a": "x" is no number'],
  ['a,y\n,2', 'line 2, column "a": "" is no number'],
  ['a,y\n0x1F,2', 'line 2, column "a": "0x1F" is no number'],
  ['a,y\n1e999,2', 'line 2, column "a": "1e999" is no number'],
  ['a,y\n1,2\n1,two', 'line 3, column "y": "two" is no number'],
  ['a,y\n1,two\n1,2', 'line 3, column "y": 2 is a number among labels like "two"'],
  ['a,y\n1,two\n1,', 'line 3, column "y": a label is missing'],
  ['a,y\n1,two\n2,two', 'column "y" has one label only, "two"'],
  [Uint8Array.of(97, 44, 121, 10, 0xff, 44, 49), 'not valid'],
])('%j is refused: %s', async (content, message) => {
  const loaded = load(content);
  await expect(loaded).rejects.toThrow(EngineError);
  await expect(loaded).rejects.toThrow(`The table ${path} does not fit: `);
  await expect(loaded).rejects.toThrow(message);
});

test('a table that is not there, or cannot be read, is named', async () => {
  const absent = join(folder, 'absent.csv');
  await expect(csv({ kind: 'csv', path: absent, target: 'y' }, false)).rejects.toMatchObject({
    code: 'missing-data',
    message: expect.stringContaining(`The table ${absent} cannot be read (ENOENT`) as string,
  });
  await expect(csv({ kind: 'csv', path: folder, target: 'y' }, false)).rejects.toThrow(
    /EISDIR.*objective\.data\.path/,
  );
});
