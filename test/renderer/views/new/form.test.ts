import { fireEvent, render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { Experiment } from '../../../../app/experiment/experiment.ts';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import { isList, isOptional, kindOf, objectsOf, tagOf } from '../../../../app/experiment/parse/schema.ts';
import type { Schema } from '../../../../app/experiment/parse/schema.ts';
import { Draft } from '../../../../renderer/state/draft.svelte.ts';
import { DataFiles } from '../../../../renderer/state/data-files.svelte.ts';
import Form from '../../../../renderer/views/new/form/Form.svelte';
import { fieldWords, wordsOf } from '../../../../renderer/views/new/form/words.ts';
import { valid } from '../../../app/experiment/written.ts';
import { StillLab } from '../../still-lab.ts';

function shown(written: unknown): { draft: Draft; container: Element } {
  const draft = new Draft();
  draft.edit([written]);
  return { draft, container: render(Form, { draft, files: new DataFiles(new StillLab({})) }).container };
}

const value = (draft: Draft): Record<string, unknown> => JSON.parse(draft.text) as Record<string, unknown>;

/** The places that an experiment's schema has beside what is written: leaves of objects that are there or have a default. */
function leaves(schema: Schema, written: unknown, place: string, owner: string): [string, string, string][] {
  const inner = isOptional(schema) ? schema.wrapped : schema;
  const filled = written ?? (isOptional(schema) ? schema.default : undefined);
  const key = place.split('.').at(-1)?.replace(/\[.*/, '') ?? '';
  const objects = objectsOf(inner);
  if (objects.length > 0 && typeof filled === 'object' && filled !== null && !Array.isArray(filled)) {
    const object =
      objects.length === 1
        ? objects[0]!
        : objects.find((one) => kindOf(one) === (filled as Record<string, unknown>)[tagOf(one)]);
    if (!object) return [[place, owner, key]];
    const kind = kindOf(object);
    const own = typeof kind === 'string' ? kind : place === '' ? 'experiment' : key;
    const below = Object.entries(object.entries).flatMap(([name, entry]) =>
      name === tagOf(object) && kind !== undefined
        ? []
        : leaves(entry, (filled as Record<string, unknown>)[name], place ? `${place}.${name}` : name, own),
    );
    return kind === undefined ? below : [[place, owner, key], ...below];
  }
  if (isList(inner) && Array.isArray(filled) && objectsOf(inner.item).length > 0)
    return [
      [place, owner, key],
      ...filled.flatMap((item, index) => leaves(inner.item, item, `${place}[${index}]`, key)),
    ];
  return [[place, owner, key]];
}

/** Every kind that an object somewhere in a schema may be of. */
function kindsOf(schema: Schema): string[] {
  const inner = isOptional(schema) ? schema.wrapped : schema;
  if (isList(inner)) return kindsOf(inner.item);
  return objectsOf(inner).flatMap((object) => [
    ...[kindOf(object)].filter((kind) => typeof kind === 'string'),
    ...Object.values(object.entries).flatMap(kindsOf),
  ]);
}

/** GD, with everything that may be measured. */
const measured = {
  ...valid[0],
  optimizer: { kind: 'gd', stepSize: 0.1 },
  measure: { sharpness: { ascent: true }, drift: true, spectrum: { at: [0] }, flow: {} },
};

test('every leaf of the schema has a control with a name of its own, for every kind of everything', () => {
  const [owners, keys] = [new Set<string>(), new Set<string>()];
  for (const written of [...valid, measured]) {
    const { container } = shown(written);
    const found = leaves(Experiment, written, '', 'experiment');
    expect(found.length).toBeGreaterThan(15);
    for (const [place, owner, key] of found) {
      const control = container.querySelector<HTMLInputElement>(`[data-place="${place}"]`);
      expect(control, place).not.toBeNull();
      const { label, help } = wordsOf(owner, key);
      expect(help, `${owner}.${key} has words`).not.toBe('');
      expect(control?.labels?.[0]?.textContent ?? control?.textContent, place).toContain(label);
      owners.add(owner);
      for (const name of [key, `${owner}.${key}`]) keys.add(name);
    }
    document.body.innerHTML = '';
  }
  expect(kindsOf(Experiment).filter((kind) => !owners.has(kind))).toEqual([]);
  const headings = ['measure', 'sharpness', 'stop'];
  expect(Object.keys(fieldWords).filter((name) => !keys.has(name) && !headings.includes(name))).toEqual([]);
});

test('a field that is left out shows its default in grey, is written when it is set, and taken out by reset', async () => {
  const { draft } = shown(valid[0]);
  const seed = screen.getByLabelText<HTMLInputElement>('seed');
  expect([seed.value, seed.placeholder]).toEqual(['', '1']);
  await fireEvent.input(seed, { target: { value: '7' } });
  expect(value(draft)['seed']).toBe(7);
  await fireEvent.click(screen.getByRole('button', { name: 'Reset seed to its default' }));
  expect(value(draft)).toEqual(valid[0]);
  expect(seed.value).toBe('');
});

test('what is typed stays as it is typed, and a wrong number says at its field what is expected', async () => {
  const { draft } = shown(valid[0]);
  const steps = screen.getByLabelText<HTMLInputElement>('steps');
  await fireEvent.input(steps, { target: { value: '1e3' } });
  expect(draft.text).toContain('"steps": 1e3');
  expect(steps.value).toBe('1e3');
  await fireEvent.input(steps, { target: { value: 'many' } });
  expect(steps.value).toBe('many');
  expect(steps.getAttribute('aria-invalid')).toBe('true');
  const described = (steps.getAttribute('aria-describedby') ?? '').split(' ');
  const words = described.map((id) => document.getElementById(id)?.textContent).join(' ');
  expect(words).toContain('Expected a whole number at least 1 and at most 1000000000, got "many".');
  await fireEvent.input(steps, { target: { value: '' } });
  expect(value(draft)).not.toHaveProperty('steps');
  expect(draft.findings).toHaveLength(1);
});

test('another kind keeps what both have, begins what it needs, and going back finds what was there', async () => {
  const { draft } = shown({
    ...valid[0],
    optimizer: { kind: 'sam', stepSize: 0.3, radius: 0.7, momentum: 0.1 },
  });
  const optimizer = screen.getByLabelText<HTMLSelectElement>('optimizer');
  await fireEvent.change(optimizer, { target: { value: 'gd' } });
  expect(value(draft)['optimizer']).toEqual({ kind: 'gd', stepSize: 0.3, momentum: 0.1 });
  await fireEvent.change(optimizer, { target: { value: 'sam' } });
  expect(value(draft)['optimizer']).toEqual({ kind: 'sam', stepSize: 0.3, radius: 0.7, momentum: 0.1 });
  await fireEvent.change(optimizer, { target: { value: 'gsam' } });
  expect(value(draft)['optimizer']).toMatchObject({ kind: 'gsam', stepSize: 0.3, radius: 0.7 });
  expect(value(draft)['optimizer']).toHaveProperty('alpha');
  expect(draft.findings).toEqual([]);
});

test('a step size becomes a schedule and a number again', async () => {
  const { draft } = shown(valid[0]);
  const kind = screen.getByLabelText<HTMLSelectElement>('step size η: written as');
  await fireEvent.change(kind, { target: { value: 'cosine' } });
  expect(value(draft)['optimizer']).toMatchObject({
    stepSize: { kind: 'cosine', from: 0.05, to: 0, steps: 100 },
  });
  expect(draft.findings).toEqual([]);
  await fireEvent.change(screen.getByLabelText('step size η'), { target: { value: 'number' } });
  expect(value(draft)['optimizer']).toMatchObject({ stepSize: 0.05 });
});

test('unknown keys stay, are named as a problem, and may be removed', async () => {
  const written = { ...valid[0], sed: 4, optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.1, rho: 2 } };
  const { draft } = shown(written);
  await fireEvent.input(screen.getByLabelText('steps'), { target: { value: '5' } });
  expect(value(draft)).toMatchObject({ sed: 4, optimizer: { rho: 2 } });
  await fireEvent.change(screen.getByLabelText('optimizer'), { target: { value: 'gd' } });
  expect(value(draft)).toMatchObject({ sed: 4, optimizer: { kind: 'gd', rho: 2 } });
  expect(screen.getByText(/Unknown key "rho"/)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Remove rho' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Remove sed' }));
  expect(draft.findings).toEqual([]);
});

test('a text that is no JSON disables the fields, says where, and is kept', async () => {
  const { draft, container } = shown(valid[0]);
  draft.text = '{ "version": 1, "steps": }';
  await tick();
  expect(container.querySelector('fieldset')?.disabled).toBe(true);
  expect(screen.getByText(/line 1, column 26/)).toBeTruthy();
  expect(draft.text).toBe('{ "version": 1, "steps": }');
});

test('lists are typed with commas, several formulas a line each, blocks are added and removed', async () => {
  const { draft } = shown(valid[0]);
  await fireEvent.input(screen.getByLabelText('eigenvalues of the Hessian'), {
    target: { value: '2, 1e-1 x,' },
  });
  expect(value(draft)['objective']).toMatchObject({ eigenvalues: [2, 0.1, 'x'] });
  expect(screen.getByText(/\[2\]: Expected a finite number/)).toBeTruthy();
  await fireEvent.change(screen.getByLabelText('objective'), { target: { value: 'expression' } });
  await fireEvent.change(screen.getByLabelText('loss ℓ: written as'), { target: { value: 'list' } });
  await fireEvent.input(screen.getByLabelText('loss ℓ'), { target: { value: 'x^2\n\n (y-1)^2' } });
  expect(value(draft)['objective']).toMatchObject({ formula: ['x^2', '(y-1)^2'] });
  await fireEvent.change(screen.getByLabelText('objective'), { target: { value: 'network' } });
  await fireEvent.change(screen.getByLabelText('network'), { target: { value: 'cnn' } });
  await fireEvent.click(screen.getByRole('button', { name: 'Add to convolutions' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Remove convolutions 1' }));
  expect(value(draft)['objective']).toMatchObject({ network: { blocks: [{ filters: 8, pool: 2 }] } });
});

test('whatever is chosen is right at once, but for files that only the user can name', async () => {
  for (const label of ['objective', 'optimizer', 'network', 'data']) {
    const { draft } = shown(valid[2]);
    const before = draft.text;
    const select = screen.getByLabelText<HTMLSelectElement>(label);
    const options = [...select.options].map((option) => option.value).filter((option) => option !== '');
    expect(options.length).toBeGreaterThan(4);
    for (const option of options) {
      await fireEvent.change(select, { target: { value: option } });
      const parsed = parseExperiment(value(draft));
      const codes = 'problems' in parsed ? parsed.problems.map(({ code }) => code) : [];
      const allowed = ['csv', 'idx'].includes(option) ? 'missing-key' : 'contradiction';
      expect(
        codes.filter((code) => code !== allowed),
        `${label} ${option}`,
      ).toEqual([]);
      draft.text = before;
      await tick();
    }
    document.body.innerHTML = '';
  }
});
