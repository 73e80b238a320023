import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A Python that has the peers, or why there is none. */
export type PeerPython = { readonly python: string } | { readonly missing: string };

const requirements = join(import.meta.dirname, 'requirements.txt');

/**
 * The Python that $RAVINE_PEERS names, else one of its own in the user's cache, which is made the first time: a virtual environment with the
 * packages of requirements.txt from the package index, keyed by that file. Outside the checkout, since it takes gigabytes.
 * @param say is told what is done
 */
export function peerPython(say: (line: string) => void): PeerPython {
  const named = process.env['RAVINE_PEERS'];
  if (named)
    return works(named)
      ? { python: named }
      : { missing: `$RAVINE_PEERS is ${named}, which is no Python of 3.11 or newer` };
  const folder = peerFolder();
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const whole = join(folder, 'installed');
  if (existsSync(whole)) return { python };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const problem = install(folder, python, say);
  if (problem) {
    rmSync(folder, { recursive: true, force: true });
    return { missing: problem };
  }
  writeFileSync(whole, '');
  return { python };
}

/** `~/.cache/ravine/peers/KEY`. */
export function peerFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  return join(cache, 'ravine', 'peers', key);
}

/** @returns what went wrong, null if nothing did */
function install(folder: string, python: string, say: (line: string) => void): string | null {
  const base = ['python3', 'python'].find(works);
  if (!base) return 'the peers need Python 3.11 or newer: install python3 with venv and pip';
  say(`making a Python environment of the peers in ${folder} …`);
  const made = spawnSync(base, ['-m', 'venv', folder], { encoding: 'utf8' });
  if (made.status !== 0)
    return `${base} -m venv failed (Debian, Ubuntu: \`sudo apt-get install python3-venv\`): ${lastLine(made)}`;
  say('installing PyTorch, JAX, PyHessian and curvlinops by pip: about 6 GB on Linux, some minutes …');
  const pip = ['-m', 'pip', 'install', '--progress-bar', 'off', '-r', requirements];
  const installed = spawnSync(python, pip, { encoding: 'utf8', stdio: ['ignore', process.stderr, 'pipe'] });
  return installed.status === 0
    ? null
    : `pip could not install the peers; is the package index reachable? ${lastLine(installed)}`;
}

function works(python: string): boolean {
  const asked = spawnSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'], {
    stdio: 'ignore',
  });
  return asked.status === 0;
}

function lastLine({ error, stderr }: SpawnSyncReturns<string>): string {
  return error ? error.message : (stderr.trim().split('\n').at(-1) ?? '');
}
