import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { DataFile } from '../../../../app/contract/data-file.ts';
import { DataFiles } from '../../../../renderer/state/data-files.svelte.ts';
import { Draft } from '../../../../renderer/state/draft.svelte.ts';
import Form from '../../../../renderer/views/new/form/Form.svelte';
import { contentText, inputProblems, withFiles } from '../../../../renderer/views/new/form/data-choice.ts';
import { quadratic } from '../../../app/experiment/written.ts';
import { StillLab } from '../../still-lab.ts';

const iris: DataFile = {
  path: '/d/1/iris.csv',
  bytes: 90,
  content: {
    kind: 'csv',
    rows: 1500,
    columns: [
      { name: 'width', label: null },
      { name: 'species', label: { line: 2, text: 'setosa' } },
    ],
  },
};
const images: DataFile = { path: '/d/2/i.gz', bytes: 9, content: { kind: 'idx', shape: [10, 28, 28] } };
const labels: DataFile = { path: '/d/3/l.gz', bytes: 9, content: { kind: 'idx', shape: [10] } };

test('files become the data of an experiment: images and labels each their own, a target where the table has it', () => {
  expect(withFiles({ kind: 'chebyshev' }, [iris])).toEqual({ kind: 'csv', path: iris.path });
  expect(withFiles({ kind: 'csv', path: 'old', target: 'species' }, [iris])).toMatchObject({
    target: 'species',
  });
  expect(withFiles({ kind: 'csv', path: 'old', target: 'height' }, [iris])).not.toHaveProperty('target');
  expect(withFiles(undefined, [labels, images])).toEqual({
    kind: 'idx',
    images: images.path,
    labels: labels.path,
  });
  expect(withFiles({ kind: 'idx', images: 'a', labels: 'b', train: 5 }, [images])).toEqual({
    kind: 'idx',
    images: images.path,
    labels: 'b',
    train: 5,
  });
});

test('what is in a file is told, and which column cannot be an input', () => {
  expect(contentText(iris)).toBe('iris.csv: 1,500 rows, 2 columns, of numbers but species.');
  expect(contentText(images)).toBe('i.gz: 10 images of 28 × 28.');
  expect(contentText(labels)).toBe('l.gz: 10 labels.');
  expect(inputProblems(iris, 'species')).toEqual([]);
  expect(inputProblems(iris, 'width')).toEqual([
    'Column "species" has "setosa" on line 2, which is no number: only a single target column may hold labels.',
  ]);
  expect(inputProblems(iris, ['width', 'species'])).toHaveLength(1);
});

test('a dropped table makes the objective a network on it, and its target is chosen among its columns', async () => {
  const draft = new Draft();
  draft.edit([quadratic]);
  const files = new DataFiles(new StillLab({ 'data.keep': () => iris }));
  const { container } = render(Form, { draft, files });
  const file = { name: 'iris.csv', size: 90, arrayBuffer: () => Promise.resolve(new ArrayBuffer(90)) };
  await fireEvent.drop(container.querySelector('.form')!, {
    dataTransfer: { files: [file], types: ['Files'] },
  });
  const target = await screen.findByLabelText<HTMLSelectElement>('target columns');
  expect(draft.findings.map(({ problem }) => problem.place)).toEqual(['objective.data.target']);
  expect([...target.options].map(({ value }) => value)).toEqual(['?', 'width', 'species']);
  await fireEvent.change(target, { target: { value: 'species' } });
  expect(draft.findings).toEqual([]);
  expect(JSON.parse(draft.text)).toMatchObject({
    objective: { kind: 'network', data: { kind: 'csv', path: iris.path, target: 'species' } },
  });
});
