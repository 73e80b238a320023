import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseExperimentFile } from '../../../app/experiment/experiment-file.ts';
import { Experiment } from '../../../app/experiment/experiment.ts';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import { isList, kindOf, objectsOf, type Schema } from '../../../app/experiment/parse/schema.ts';
import { reservedNames } from '../../../app/experiment/formula/formula.ts';

const page = readFileSync('docs/experiment-file.md', 'utf8');

/** Every key of the file with its default, every kind, and every word that may stand for a value. */
function wordsOf(schema: Schema): { rows: [key: string, fallback: unknown][]; words: string[] } {
  if (isList(schema)) return wordsOf(schema.item);
  const objects = objectsOf(schema);
  const found = objects.flatMap(({ entries }) => Object.values(entries).map((entry) => wordsOf(entry)));
  const fallbackOf = (entry: Schema) => ('default' in entry ? entry.default : undefined);
  return {
    rows: [
      ...objects.flatMap(({ entries }) =>
        Object.entries(entries).map(([key, entry]): [string, unknown] => [key, fallbackOf(entry)]),
      ),
      ...found.flatMap(({ rows }) => rows),
    ],
    words: [
      ...objects.map(kindOf).filter((kind) => typeof kind === 'string'),
      ...optionsOf(schema),
      ...found.flatMap(({ words }) => words),
    ],
  };
}

function optionsOf(schema: Schema): string[] {
  const inner = 'wrapped' in schema ? (schema.wrapped as Schema) : schema;
  if (inner.type !== 'picklist' || !('options' in inner)) return [];
  return inner.options as string[];
}

const { rows, words } = wordsOf(Experiment);

test('the page has every key of the schema, with its default', () => {
  expect(rows.length).toBeGreaterThan(40);
  const lines = page.split('\n').filter((line) => line.startsWith('| `'));
  for (const [key, fallback] of rows) {
    const about = lines.filter((line) => line.startsWith(`| \`${key}\``));
    if (key !== 'sharpness') expect(about, key).not.toEqual([]);
    if (fallback === undefined || typeof fallback === 'object') continue;
    const cell = `\`?${JSON.stringify(fallback)}\`?`;
    expect(
      about.some((line) => new RegExp(`\\| ${cell} +\\|`).test(line)),
      `${key}: ${cell}`,
    ).toBe(true);
  }
});

test('the page has every kind, every word that a value may be, and every name that no variable may have', () => {
  expect(words).toEqual(expect.arrayContaining(['sam', 'mnist-1d', 'cross-entropy', 'softplus']));
  const reserved = [...reservedNames].filter((name) => name !== 'π');
  for (const word of [...words, ...reserved]) expect(page, word).toContain(`\`${word}\``);
});

test('its experiments are experiments', () => {
  const blocks = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => json!);
  expect(blocks).toHaveLength(7);
  for (const json of blocks) expect(parseExperimentFile(json)).toHaveProperty('experiments');
});

test('its errors are errors', () => {
  const objective = { kind: 'quadratic', eigenvalues: [1, 2, 3, 'x'] };
  const formula = { kind: 'expression', variables: ['x', 'y'], formula: 'x+z', start: [1, 2] };
  const optimizer = { kind: 'sam', stepSize: -0.05, radius: 0 };
  const told = [
    parseExperiment({ version: 1, steps: 1, objective, optimizer }),
    parseExperiment({ version: 1, steps: 1, objective: formula, optimizer: { ...optimizer, stepSize: 1 } }),
  ].flatMap((parsed) => ('problems' in parsed ? parsed.problems : []));
  expect(told).toHaveLength(3);
  for (const { place, message } of told) expect(page).toContain(`${place}: ${message}\n`);
});
