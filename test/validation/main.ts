import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { appVersion } from '../../main/app-version.ts';
import { collect } from '../main/engine/run/collect.ts';
import { bounce } from './bounce.ts';
import { hyperbola, isolatedMinimum, leastSquares, ravine, variantDrift } from './drift.ts';
import { edges } from './edges.ts';
import { page } from './page.ts';
import type { NamedRun, Part } from './row.ts';
import { momentum, oneSam, variants } from './variants.ts';

// `npm run validate`: runs the experiments of docs/validation and writes docs/validation.md, what theory predicts beside what they measured.

const docs = join(import.meta.dirname, '../../docs');
const parts: readonly Part[] = [
  bounce,
  ravine,
  hyperbola,
  leastSquares,
  isolatedMinimum,
  edges,
  momentum,
  variants,
  variantDrift,
  oneSam,
];

async function runsOf({ file }: Part): Promise<NamedRun[]> {
  const experiments = JSON.parse(readFileSync(join(docs, 'validation', `${file}.json`), 'utf8')) as Record<
    string,
    unknown
  >[];
  const runs: NamedRun[] = [];
  for (const experiment of experiments) {
    const name = String(experiment['name']);
    console.error(`  ${file}: ${name}`);
    runs.push({ name, run: await collect(experiment) });
  }
  return runs;
}

const found = [];
for (const part of parts) found.push({ part, rows: part.rows(await runsOf(part)) });
const { text, failed } = page(found, { version: appVersion(), date: new Date().toISOString().slice(0, 10) });
const file = join(docs, 'validation.md');
writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
console.log(failed === 0 ? 'Every row holds.' : `${failed} rows do not hold.`);
process.exitCode = failed === 0 ? 0 : 1;
