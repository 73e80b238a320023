import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { provideAddon } from './addon.ts';

// `npm run native [-- --gpu]`: what the backend tensorflow needs beside its packages.

const say = (line: string): boolean => process.stderr.write(`ravine: ${line}\n`);
const started = performance.now();
try {
  const { gpu } = parseArgs({ options: { gpu: { type: 'boolean', default: false } } }).values;
  const addon = provideAddon(join(import.meta.dirname, '..'), gpu ? 'tensorflow' : 'tensorflow-cpu', say);
  say(`the native part is ready after ${((performance.now() - started) / 1000).toFixed(1)} s: ${addon}`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
