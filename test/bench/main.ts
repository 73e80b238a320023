import { globSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './bench.ts';

// `npm run bench [-- NAME…]`: every other file of this folder, or those named.

const files = globSync('*.ts', { cwd: import.meta.dirname }).filter(
  (file) => file !== 'main.ts' && file !== 'bench.ts',
);
const benches: Bench[] = [];
for (const file of files.sort()) {
  const module = (await import(join(import.meta.dirname, file))) as { readonly bench: Bench };
  benches.push(module.bench);
}

const names = process.argv.slice(2);
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `No bench ${unknown.join(', ')}. There are: ${benches.map((bench) => bench.name).join(', ')}.`,
  );
  process.exitCode = 2;
} else {
  const processors = cpus();
  console.log(
    `${processors[0]?.model ?? 'unknown processor'}, ${processors.length} cores, Node ${process.version}`,
  );
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    console.log(`\n${bench.name}`);
    await bench.run((line) => console.log(`  ${line}`));
  }
}
