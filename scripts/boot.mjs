// usage: node scripts/boot.mjs SCRIPT [ARGUMENT…]
// Runs SCRIPT (a path from the project's root) with the packages of package-lock.json on a Node that can carry them,
// whatever Node it is started with (18 or newer) and whether anything is installed yet. Built-in modules only.
// Says what it does on standard error; standard output and the exit code belong to SCRIPT.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';

/** Ends with a sentence for the user instead of a stack trace. */
class Stop extends Error {}

const say = (text) => process.stderr.write(`ravine: ${text}\n`);

/** jsdom 31 and better-sqlite3 13 need these; on Node 20 better-sqlite3 ends with a segmentation fault. */
function carries(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 22 && minor >= 22) || (major === 24 && minor >= 15) || major >= 26;
}

/** The packages a lock file lists, by their folder; null where there is no readable file. */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Whether npm's own record of node_modules (written last, so absent after a broken install) agrees with the lock file. */
function installed() {
  const wanted = packages(join(root, 'package-lock.json'));
  if (!wanted)
    throw new Stop('package-lock.json is missing or unreadable; restore it with git and try again.');
  const present = packages(join(root, 'node_modules', '.package-lock.json'));
  if (!present) return false;
  return Object.entries(wanted).every(
    ([folder, { version, optional }]) =>
      folder === '' || (present[folder] ? present[folder].version === version : optional),
  );
}

/** The npm that runs this script, else the one on the path. */
function npm(args) {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script) && existsSync(script)) {
    return {
      command: process.env.npm_node_execpath ?? process.execPath,
      args: [script, ...args],
      shell: false,
    };
  }
  return { command: 'npm', args, shell: windows };
}

const OFFLINE = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ERR_SOCKET_TIMEOUT/;

function refusal(code, output) {
  if (OFFLINE.test(output)) {
    return "The package registry could not be reached. Check the network and npm's settings (`npm config get registry`, `npm config get proxy`), then try again.";
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 1.2 GB.';
  if (/EACCES|EPERM/.test(output))
    return `A file in ${root} could not be written. Check who owns it, close other runs of Ravine, then try again.`;
  return `npm ended with code ${code}; what it said is above.`;
}

/** Holds the process id of whoever installs. Outside node_modules, which npm deletes. */
const lock = join(root, '.installing');
const LONGEST_INSTALL_MS = 30 * 60_000; // an older lock is another process's that got the same id

/** Whether a living process holds the lock; what one left behind that was killed does not count. */
function lockedByAnother() {
  try {
    const alive = process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return alive && Date.now() - statSync(lock).mtimeMs < LONGEST_INSTALL_MS;
  } catch (error) {
    return error.code === 'EPERM'; // alive, and somebody else's
  }
}

/** Takes the lock, waiting for another command that installs. */
async function takeLock() {
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST')
        throw new Stop(`${lock} could not be written (${error.code}): may you write in ${root}?`);
    }
    if (!lockedByAnother()) rmSync(lock, { force: true });
    else if (!waited) say('another command is installing the packages; waiting for it …');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

/** Sees to it that the packages are there: installed once, however many commands are started together. */
async function provide() {
  if (installed()) return;
  await takeLock();
  try {
    if (!installed()) await install(); // not done meanwhile by another
  } finally {
    rmSync(lock, { force: true });
  }
}

async function install() {
  // Windows cannot delete a running node.exe, so there packages are brought up to date in place.
  const inPlace = windows && process.execPath.startsWith(join(root, 'node_modules'));
  const { command, args, shell } = npm([
    inPlace ? 'install' : 'ci',
    '--include=dev',
    '--include=optional',
    '--fetch-retry-mintimeout=1000', // npm's own 10 s and 60 s make an offline user wait minutes
    '--fetch-retry-maxtimeout=5000',
  ]);
  say('installing packages; the first time takes about a minute …');
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const tick = setInterval(() => say(`installing packages … ${seconds()}`), 10_000);
  let output = '';
  const code = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    const show = (chunk) => {
      output += chunk;
      process.stderr.write(chunk);
    };
    child.stdout.on('data', show);
    child.stderr.on('data', show);
    child.on('error', (error) =>
      reject(
        error.code === 'ENOENT'
          ? new Stop('npm was not found. It comes with Node (https://nodejs.org); install it and try again.')
          : error,
      ),
    );
    child.on('close', (status, signal) => resolve(status ?? 128 + constants.signals[signal]));
  }).finally(() => clearInterval(tick));
  if (code !== 0) throw new Stop(`The packages could not be installed. ${refusal(code, output)}`);
  say(`packages installed in ${seconds()}`);
}

/** A Node that carries the packages: this one, else the one npm installed as a package. */
function node() {
  if (carries(process.versions.node)) return process.execPath;
  const platform = windows ? 'win' : process.platform;
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const file = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
    if (existsSync(file)) return file;
  }
  throw new Stop(
    `This is Node ${process.versions.node}; Ravine needs 22.22 or newer, 24.15 or newer, or 26, and npm has installed none for ` +
      `${process.platform} on ${process.arch}. Install one from https://nodejs.org and try again` +
      ' (if node_modules came from another machine, delete it first).',
  );
}

/** Runs a script on another Node and passes on its exit code, and the signals that only this process gets. */
async function hand(executable, file, args) {
  const child = spawn(executable, [file, ...args], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child as well: passing it on would make two of one.
  const ownTerminal = process.stdin.isTTY || process.stderr.isTTY;
  process.on('SIGINT', () => ownTerminal || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

async function main([target, ...args]) {
  if (!target) throw new Stop('usage: node scripts/boot.mjs SCRIPT [ARGUMENT…]');
  const file = join(root, target);
  if (!existsSync(file)) throw new Stop(`${target}: no such script in ${root}.`);
  await provide();
  const cache = join(root, 'node_modules', '.cache', 'compiled');
  process.env.NODE_COMPILE_CACHE ??= cache; // halves the start of everything this starts
  const executable = node();
  if (executable !== process.execPath) {
    process.exitCode = await hand(executable, file, args);
    return;
  }
  nodeModule.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  say(error.message);
  process.exitCode = 1;
}
