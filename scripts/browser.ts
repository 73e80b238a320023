import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const PACKAGES = ['chromium', 'fonts-dejavu-core'];

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Every place on the path where a program of this name may lie. */
function onPath(name: string): readonly string[] {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
}

/** Where Chrome, Chromium and Edge are found on this system. */
function installations(): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    );
    const programs = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  }
  return NAMES.flatMap(onPath);
}

/** The program file of a Chromium-based browser on this machine: the one $RAVINE_BROWSER names, else the first found; or null. */
export function findBrowser(): string | null {
  const named = process.env['RAVINE_BROWSER'];
  return (named ? [named] : installations()).find((file) => existsSync(file)) ?? null;
}

/** Runs apt-get, showing what it says; as root, else through a sudo that asks nothing. */
function aptGet(args: readonly string[]): void {
  const command = ['apt-get', '-q', ...args];
  if (process.getuid?.() !== 0) command.unshift('sudo', '-n', 'DEBIAN_FRONTEND=noninteractive');
  const [program = '', ...rest] = command;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(program, rest, { stdio: ['ignore', 2, 2], env });
}

/**
 * The browser the tests drive, installed first where there is none and the system's package manager can.
 * @throws Error saying what to install where no browser can be had.
 */
export function provideBrowser(): string {
  const present = findBrowser();
  if (present) return present;
  const named = process.env['RAVINE_BROWSER'];
  if (named) throw new Error(`$RAVINE_BROWSER names ${named}, and there is no such file.`);
  if (onPath('apt-get').some((file) => existsSync(file))) {
    process.stderr.write('ravine: installing Chromium for the browser tests (about 125 MB) …\n');
    aptGet(['update']);
    aptGet(['install', '-y', '--no-install-recommends', ...PACKAGES]);
  }
  const found = findBrowser();
  if (found) return found;
  throw new Error(
    'The browser tests need Chromium, Chrome or Edge, and none was found or could be installed. ' +
      'Install one (Debian, Ubuntu: `sudo apt-get install chromium`), or name its program file in $RAVINE_BROWSER.',
  );
}
