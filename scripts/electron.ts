import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';

/** Electron's program, or why there is none. */
export type FoundElectron = { readonly program: string } | { readonly missing: string };

type Environment = Readonly<Record<string, string | undefined>>;

const LIMIT = 600_000; // ms: 110 MB over a slow line
const REACHED = 3000; // ms in which its server must answer

/** Electron's program where it is: in the folder that $ELECTRON_OVERRIDE_DIST_PATH names, else in its package, once it was fetched. */
export function installedElectron(
  environment: Environment = process.env,
  folder = packageFolder(),
): string | null {
  const named = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder === null) return null;
  const pathFile = join(folder, 'path.txt');
  const relative = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : null;
  const program = named ? join(named, relative ?? usualName()) : relative && join(folder, 'dist', relative);
  return program && existsSync(program) ? program : null;
}

/**
 * Electron's program; fetched by its own package the first time. Says at once where that cannot be, as without a network.
 * @param say is told what is done
 */
export async function provideElectron(say: (line: string) => void): Promise<FoundElectron> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return { missing: 'there is no screen (DISPLAY and WAYLAND_DISPLAY are not set)' };
  const there = installedElectron();
  if (there) return { program: there };
  const folder = packageFolder();
  if (folder === null)
    return { missing: 'the package electron is not installed (it is left out by npm ci --omit=dev)' };
  if (!(await canFetch()))
    return { missing: `Electron could not be fetched: ${downloads()} cannot be reached` };
  say('fetching Electron, about 110 MB; this is done once …');
  const code = await run(process.execPath, [join(folder, 'install.js')]);
  const fetched = installedElectron();
  return code === 0 && fetched ? { program: fetched } : { missing: 'Electron could not be fetched' };
}

/** Where Electron's package fetches from. */
function downloads(): string {
  return process.env['ELECTRON_MIRROR'] || 'https://github.com/electron/electron/releases/download/';
}

/** Whether what Electron's package fetches from answers. */
export function canFetch(): Promise<boolean> {
  return reaches(downloads());
}

async function reaches(address: string): Promise<boolean> {
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(REACHED) });
    return true;
  } catch {
    return false;
  }
}

function run(program: string, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', process.stderr, process.stderr], timeout: LIMIT });
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
}

function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

function usualName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}
