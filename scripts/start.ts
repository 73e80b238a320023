import { join } from 'node:path';
import { buildRenderer } from './build.ts';

// `npm start [-- OPTION…]`: the lab in a browser. Options are those of `ravine serve`.

const root = join(import.meta.dirname, '..');
const entry = join(root, 'main/cli/main.ts');

const started = performance.now();
if (await buildRenderer(root)) {
  process.stderr.write(`ravine: screens built in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

process.argv = [process.execPath, entry, 'serve', '--open', ...process.argv.slice(2)];
await import('../main/cli/main.ts');
