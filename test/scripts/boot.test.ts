import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

// boot.mjs in a small project with an npm that records its calls and installs what the lock file says, or fails as told.

const boot = join(import.meta.dirname, '../../scripts/boot.mjs');
const platform = process.platform === 'win32' ? 'win' : process.platform;

/** Makes the Node that starts boot.mjs look like one that cannot carry the packages. */
const old = [
  '--import',
  'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.20.2"}})',
];

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'ravine-boot-'));
  mkdirSync(join(project, 'scripts'));
  cpSync(boot, join(project, 'scripts/boot.mjs'));
  lock('1.0.0');
  writeFileSync(
    join(project, 'npm.cjs'),
    `const fs = require('node:fs');
     fs.appendFileSync('calls', process.argv[2] + '\\n');
     console.log('npm speaks');
     if (process.env.NPM_WAITS_FOR) while (!fs.existsSync(process.env.NPM_WAITS_FOR)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
     if (process.env.NPM_SAYS) { console.error(process.env.NPM_SAYS); process.exit(1); }
     fs.mkdirSync('node_modules', { recursive: true });
     fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`,
  );
  writeFileSync(
    join(project, 'target.mjs'),
    `console.log(JSON.stringify(process.argv.slice(2)));
     if (process.argv[2] === 'wait') setInterval(() => {}, 1000);
     process.exitCode = 7;`,
  );
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

/** A lock file of one package of every platform at this version, and one that only other platforms have. */
function lock(version: string): void {
  const packages = { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version, optional: true } };
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages }));
}

function installed(): void {
  mkdirSync(join(project, 'node_modules'));
  const packages = { 'node_modules/a': { version: '1.0.0' } };
  writeFileSync(join(project, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

/** Puts this test's own Node where npm would have put the one for this platform. */
function packagedNode(): void {
  const folder = join(project, 'node_modules', `node-${platform}-${process.arch}`, 'bin');
  mkdirSync(folder, { recursive: true });
  symlinkSync(process.execPath, join(folder, platform === 'win' ? 'node.exe' : 'node'));
}

interface Ending {
  readonly code: number | null;
  readonly output: string;
  readonly messages: string;
}

async function start(
  args: readonly string[],
  {
    flags = [],
    env = {},
    onOutput = () => undefined,
    onMessage = () => undefined,
  }: {
    flags?: readonly string[];
    env?: Record<string, string>;
    onOutput?: (kill: () => void) => void;
    onMessage?: (messages: string) => void;
  } = {},
): Promise<Ending> {
  const child = spawn(process.execPath, [...flags, join(project, 'scripts/boot.mjs'), ...args], {
    env: {
      ...process.env,
      npm_execpath: join(project, 'npm.cjs'),
      npm_node_execpath: process.execPath,
      ...env,
    },
  });
  let output = '';
  let messages = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    onOutput(() => child.kill('SIGTERM'));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    messages += text;
    onMessage(messages);
  });
  return await new Promise((resolve) => child.on('close', (code) => resolve({ code, output, messages })));
}

const calls = (): string =>
  existsSync(join(project, 'calls')) ? readFileSync(join(project, 'calls'), 'utf8') : '';

test('installs what is missing, then runs the script with its arguments and nothing else on standard output', async () => {
  const ending = await start(['target.mjs', 'a', '--b']);
  expect(calls()).toBe('ci\n');
  expect(ending.output).toBe('["a","--b"]\n');
  expect(ending.messages).toContain('packages installed');
  expect(ending.code).toBe(7);
});

test('installs nothing where the packages of this platform are those of the lock file', async () => {
  installed();
  const ending = await start(['target.mjs']);
  expect(calls()).toBe('');
  expect(ending).toEqual({ code: 7, output: '[]\n', messages: '' });
});

test('installs again after the lock file has changed', async () => {
  installed();
  lock('1.0.1');
  await start(['target.mjs']);
  expect(calls()).toBe('ci\n');
});

test('two commands started together install once, and both run', async () => {
  const gate = join(project, 'gate');
  const env = { NPM_WAITS_FOR: gate };
  const both = await Promise.all(
    ['first', 'second'].map((name) =>
      start(['target.mjs', name], {
        env,
        onMessage: (messages) => {
          if (messages.includes('waiting for it')) writeFileSync(gate, '');
        },
      }),
    ),
  );
  expect(calls()).toBe('ci\n');
  expect(both.map(({ output }) => output)).toEqual(['["first"]\n', '["second"]\n']);
});

test('the lock of an install that was killed is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(join(project, '.installing'), String(pid));
  expect((await start(['target.mjs'])).code).toBe(7);
  expect(existsSync(join(project, '.installing'))).toBe(false);
});

test('on an old Node runs the script on the one npm installed, with its exit code', async () => {
  installed();
  packagedNode();
  expect(await start(['target.mjs', 'x'], { flags: old })).toEqual({
    code: 7,
    output: '["x"]\n',
    messages: '',
  });
});

test('a signal that only boot.mjs gets reaches the script', async ({ skip }) => {
  skip(platform === 'win', 'Windows has no signals to pass on');
  installed();
  packagedNode();
  const ending = await start(['target.mjs', 'wait'], { flags: old, onOutput: (kill) => kill() });
  expect(ending.code).toBe(128 + 15);
});

test('an old Node without a packaged one for the platform ends with what to do', async () => {
  installed();
  const ending = await start(['target.mjs'], { flags: old });
  expect(ending.messages).toMatch(
    /^ravine: This is Node 20\.20\.2; Ravine needs .* Install one from https:\/\/nodejs\.org/,
  );
  expect(ending).toMatchObject({ code: 1, output: '' });
});

test.for([
  [
    'npm error code ENOTFOUND',
    /could not be installed\. The package registry could not be reached\. Check the network/,
  ],
  ['npm error code ENOSPC', /The disk is full/],
  ['npm error code EACCES', /could not be written\. Check who owns it/],
  ['npm error something else', /npm ended with code 1; what it said is above/],
] as const)('a failing install ends with a sentence: %s', async ([says, sentence]) => {
  const ending = await start(['target.mjs'], { env: { NPM_SAYS: says } });
  expect(ending.messages).toContain(says);
  expect(ending.messages).toMatch(sentence);
  expect(ending.messages).not.toMatch(/^ +at /m);
  expect(ending).toMatchObject({ code: 1, output: '' });
});

test('no npm at all ends with where to get it', async () => {
  const ending = await start(['target.mjs'], { env: { npm_execpath: '', PATH: project } });
  expect(ending.messages).toContain('npm was not found. It comes with Node');
  expect(ending).toMatchObject({ code: 1, output: '' });
});

test('wrong use: no script, an unknown script, a lock file that is no JSON', async () => {
  const none = await start([]);
  expect(none.messages).toContain('usage:');
  const unknown = await start(['nothing.ts']);
  expect(unknown.messages).toContain('nothing.ts: no such script');
  writeFileSync(join(project, 'package-lock.json'), '<<<<<<< ours');
  const unreadable = await start(['target.mjs']);
  expect(unreadable.messages).toContain('package-lock.json is missing or unreadable');
  expect([none.code, unknown.code, unreadable.code]).toEqual([1, 1, 1]);
});
