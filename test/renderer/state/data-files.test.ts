import { expect, test } from 'vitest';
import { LabError } from '../../../app/contract/contract.ts';
import { LARGEST_FILE, type DataFile } from '../../../app/contract/data-file.ts';
import { DataFiles } from '../../../renderer/state/data-files.svelte.ts';
import { StillLab } from '../still-lab.ts';

const table: DataFile = {
  path: '/data/1/t.csv',
  bytes: 8,
  content: { kind: 'csv', rows: 1, columns: [{ name: 'x', label: null }] },
};
const file = (name: string, size = 3, read = () => Promise.resolve(Uint8Array.of(1, 2, 3).buffer)) => ({
  name,
  size,
  arrayBuffer: read,
});
const refused = (message: string) => {
  throw new LabError([{ code: 'bad-data', message }]);
};

test('files are sent bit for bit, and what the lab says of them is known by their path', async () => {
  const lab = new StillLab({ 'data.keep': () => table });
  const files = new DataFiles(lab);
  const sent = files.keep([file('t.csv')]);
  expect(files.sending).toBe('t.csv');
  expect(await sent).toEqual([table]);
  expect(lab.questions('data.keep')).toEqual([{ name: 't.csv', bytes: Uint8Array.of(1, 2, 3) }]);
  expect([files.sending, files.problems, files.known[table.path]]).toEqual([null, [], table]);
  await files.look(table.path);
  expect(lab.questions('data.describe')).toEqual([]);
});

test('what is too large is not sent; what the lab refuses or the browser cannot read is said, and the others are kept', async () => {
  const lab = new StillLab({
    'data.keep': ({ name }) => (name === 'bad.csv' ? refused('bad.csv does not fit: it is empty.') : table),
  });
  const files = new DataFiles(lab);
  const unreadable = file('gone.csv', 3, () => Promise.reject(new Error('it was moved')));
  expect(
    await files.keep([file('huge.csv', LARGEST_FILE + 1), file('bad.csv'), unreadable, file('t.csv')]),
  ).toEqual([table]);
  expect(files.problems).toEqual([
    'huge.csv has 60 MB, and at most 60 MB are sent. On the machine of the lab it can be named by its path.',
    'bad.csv does not fit: it is empty.',
    'gone.csv cannot be read: it was moved.',
  ]);
  await files.keep([]);
  expect(files.problems).toEqual([]);
});

test('a path that an experiment names is looked into once', async () => {
  const lab = new StillLab({
    'data.describe': ({ path }) => (path === table.path ? table : refused('It cannot be read.')),
  });
  const files = new DataFiles(lab);
  await Promise.all([files.look(table.path), files.look(table.path), files.look('none'), files.look('')]);
  expect(lab.questions('data.describe')).toEqual([{ path: table.path }, { path: 'none' }]);
  expect(files.known).toEqual({ [table.path]: table, none: { problem: 'It cannot be read.' } });
});
