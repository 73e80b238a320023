import { join } from 'node:path';
import { buildRenderer } from './build.ts';

// `npm start [-- OPTION…]`: the lab in a browser. Options are those of `ravine serve`.

const root = join(import.meta.dirname, '..');

async function build(): Promise<void> {
  const started = performance.now();
  if (!(await buildRenderer(root))) return;
  process.stderr.write(`ravine: screens built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

try {
  await build();
} catch (error) {
  process.stderr.write(`${String(error)}\nravine: The screens could not be built; what is wrong is above.\n`);
  process.exit(1);
}

process.argv = [
  process.execPath,
  join(root, 'main/cli/main.ts'),
  'serve',
  '--open',
  ...process.argv.slice(2),
];
await import('../main/cli/main.ts');
