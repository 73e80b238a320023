import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { completeSummary } from '../../../app/run/summary.ts';
import { describeSeries } from '../../../app/series/names.ts';
import { namedSeries } from '../../../app/series/named-series.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/series.md'), 'utf8');

/** The first cells of the rows of the table under a heading, with the rest of each row. */
function rows(heading: string): Map<string, string> {
  const section = page
    .slice(page.indexOf(`\n## ${heading}`))
    .slice(1)
    .split('\n## ')[0]!;
  return new Map(
    [...section.matchAll(/^\| `([^`]+)`[^|]*\|(.*)$/gm)].map(([, name, rest]) => [name!, rest!]),
  );
}

test('every series is documented with its symbol and cadence, in the order it is listed', () => {
  const documented = rows('Series');
  const names = [...documented.keys()];
  expect(names.slice(0, namedSeries.length)).toEqual(namedSeries.map(({ name }) => name));
  expect(names.slice(namedSeries.length)).toEqual([
    'sharpness2',
    'sharpnessResidual2',
    'followedSharpness2',
    'midpointSharpnessResidual',
    'followedSharpnessResidual',
    'ascentSharpness2',
    'ascentSharpnessResidual',
    'flowSharpnessResidual',
    'oscillation2',
    'distance.ID',
    'w.NAME',
  ]);
  const made = names.slice(namedSeries.length).filter((name) => !/[.]/.test(name));
  for (const { name, symbol, cadence } of [...namedSeries, ...made.map(describeSeries)]) {
    const row = documented.get(name)!.replaceAll('\\|', '|');
    expect(row).toContain(symbol);
    expect(row).toMatch(new RegExp(`\\| ${cadence} +\\|`));
  }
});

test('every derived statistic is documented', () => {
  const keys = Object.keys(completeSummary({}));
  expect([...rows('Derived statistics').keys()]).toEqual(keys);
});
