import { globSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Bench, Report } from './bench.ts';
import { parseChoice } from './figures/choice.ts';
import { markdown, plainText } from './figures/table.ts';

// `npm run bench [-- [--markdown] [--gpu] [BENCH [ROW…]]…]`: every other bench of this folder, or those named, whole or some of their rows.

const files = globSync('*.ts', { cwd: import.meta.dirname }).filter(
  (file) => file !== 'main.ts' && file !== 'bench.ts',
);
const benches: Bench[] = [];
for (const file of files.sort()) {
  const module = (await import(join(import.meta.dirname, file))) as { readonly bench: Bench };
  benches.push(module.bench);
}

const choice = parseChoice(process.argv.slice(2), benches);
if ('problem' in choice) {
  console.error(choice.problem);
  process.exitCode = 2;
} else {
  const text = choice.markdown ? markdown : plainText;
  const report: Report = {
    table: (table) => console.log(`\n${text(table)}`),
    note: (note) => console.log(`\n${note}`),
    error: (problem) => {
      console.log(`\nError: ${problem}`);
      process.exitCode = 1;
    },
    progress: (done) => console.error(`  ${done}`),
  };
  const processors = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? '';
  console.log(
    `${processors[0]?.model ?? 'unknown processor'}, ${processors.length} cores, load ${load}, Node ${process.version}`,
  );
  for (const { bench, rows } of choice.chosen) await bench.run(report, rows, choice.device);
}
