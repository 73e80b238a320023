import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { Experiment } from '../../../app/experiment/experiment.ts';
import { functionNames, reservedNames } from '../../../app/experiment/formula/formula.ts';
import { parseExperimentFile } from '../../../app/experiment/experiment-file.ts';
import { experimentOf, network, quadratic } from './examples.ts';

const docs = readFileSync(join(import.meta.dirname, '../../../docs/experiment-file.md'), 'utf8');

/** Every key and every word that stands for itself (a kind, a name to choose) below a schema. */
function wordsOf(schema: v.GenericSchema): { keys: string[]; words: string[] } {
  const inner: v.GenericSchema[] = [];
  const keys: string[] = [];
  const words: unknown[] = [];
  if ('entries' in schema) {
    keys.push(...Object.keys(schema.entries as object));
    inner.push(...Object.values(schema.entries as Record<string, v.GenericSchema>));
  }
  if ('wrapped' in schema) inner.push(schema.wrapped as v.GenericSchema);
  if ('item' in schema) inner.push(schema.item as v.GenericSchema);
  if ('literal' in schema) words.push(schema.literal);
  if ('options' in schema)
    for (const option of schema.options as unknown[])
      if (typeof option === 'string') words.push(option);
      else inner.push(option as v.GenericSchema);
  const below = inner.map(wordsOf);
  return {
    keys: [...keys, ...below.flatMap((one) => one.keys)],
    words: [...words.filter((word) => typeof word === 'string'), ...below.flatMap((one) => one.words)],
  };
}

test('every key and every word of the format is in its document', () => {
  const { keys, words } = wordsOf(Experiment);
  expect(keys.length).toBeGreaterThan(40);
  expect(words).toContain('glorot-normal');
  const mentioned = (word: string): boolean =>
    docs.includes(`\`${word}\``) || docs.includes(`\`"${word}"\``) || docs.includes(`.${word}\``);
  expect(
    [...new Set([...keys, ...words])].filter(
      (word) => !mentioned(word) && !docs.includes(`measure.${word}.`),
    ),
  ).toEqual([]);
});

test('every function and every reserved name of formulas is in it', () => {
  const names = [...functionNames, ...reservedNames].filter((name) => name !== 'π');
  expect(names.filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
});

test('its examples parse', () => {
  const examples = [...docs.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => text!);
  expect(examples.length).toBeGreaterThan(1);
  for (const text of examples) expect(parseExperimentFile(text), text).toHaveProperty('experiments');
});

test('its defaults are the parser’s', () => {
  const experiment = experimentOf({ ...quadratic, optimizer: { kind: 'sam', stepSize: 1, radius: 1 } });
  const data = (kind: string) =>
    experimentOf({ ...network, objective: { ...network.objective, data: { kind } } }).objective;
  const defaults: [key: string, value: unknown][] = [
    ...(['name', 'seed', 'precision', 'backend', 'threads', 'noise'] as const).map(
      (key): [string, unknown] => [key, experiment[key]],
    ),
    ...Object.entries(experiment.measure.sharpness),
    ...Object.entries(experiment.stop),
    ...['chebyshev', 'mixture', 'digits'].flatMap((kind) => {
      const objective = data(kind);
      return objective.kind === 'network' ? Object.entries(objective.data).slice(1) : [];
    }),
  ];
  // A row of a table: | `key` | [kinds |] expected | default | …
  const rows = docs.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  for (const [key, value] of defaults) {
    const written = typeof value === 'string' ? JSON.stringify(value) : value;
    const said = rows.filter(([, name]) => name === key).flatMap((row) => row.slice(3, 5));
    expect(
      said.some((cell) => cell === String(written) || Number(cell) === written),
      `${key}: ${String(written)}, documented ${said.join('; ')}`,
    ).toBe(true);
  }
});
