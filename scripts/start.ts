import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildDesktop, DESKTOP } from './build-desktop.ts';
import { buildRenderer } from './build.ts';
import { provideElectron } from './electron.ts';

// `npm start [-- FILE…]`: the desktop application, with files to open; where Electron cannot be had, the lab in a browser. `npm start -- --browser` and every
// option of `ravine serve` mean the browser.

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);
const say = (line: string): boolean => process.stderr.write(`ravine: ${line}\n`);
const SOON = 5000; // ms: what ends earlier with an error never came up

async function build(): Promise<void> {
  const started = performance.now();
  if (!(await buildRenderer(root))) return;
  say(`screens built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Runs the desktop application to its end. @returns why it could not be, null where it was */
async function runDesktop(): Promise<string | null> {
  const found = await provideElectron(say);
  if ('missing' in found) return found.missing;
  await buildDesktop(root);
  const started = performance.now();
  const code = await new Promise<number | null>((ended) => {
    const files = args.map((file) => resolve(file));
    const child = spawn(found.program, [join(root, DESKTOP), ...files], { stdio: 'inherit' });
    child.on('error', () => ended(1));
    child.on('close', ended);
  });
  if (code === 0) return null;
  if (performance.now() - started < SOON) return `Electron ended with code ${code}; what it said is above`;
  process.exit(code ?? 1);
}

try {
  await build();
} catch (error) {
  process.stderr.write(`${String(error)}\nravine: The screens could not be built; what is wrong is above.\n`);
  process.exit(1);
}

const inBrowser = args.some((arg) => arg.startsWith('-'));
const missing = inBrowser ? null : await runDesktop();
if (missing !== null) say(`the lab opens in your browser, since ${missing}.`);
if (inBrowser || missing !== null) {
  const serve = inBrowser ? args.filter((arg) => arg !== '--browser') : [];
  process.argv = [process.execPath, join(root, 'main/cli/main.ts'), 'serve', '--open', ...serve];
  await import('../main/cli/main.ts');
}
