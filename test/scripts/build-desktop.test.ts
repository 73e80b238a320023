import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildDesktop } from '../../scripts/build-desktop.ts';

const root = join(import.meta.dirname, '../..');
let project: string;
const built = (file: string): string => join(project, 'dist/desktop', file);

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'ravine-desktop-build-'));
  for (const part of ['app', 'main', 'package.json', 'LICENSE', 'scripts/build-desktop.ts'])
    cpSync(join(root, part), join(project, part), { recursive: true });
  for (const part of ['node_modules', 'resources'])
    symlinkSync(join(root, part), join(project, part), 'junction');
  expect(await buildDesktop(project)).toBe(true);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

test('holds no TypeScript, and one preload, as CommonJS that requires electron alone', () => {
  expect(globSync('**/*.ts', { cwd: built('') })).toEqual([]);
  expect(existsSync(built('main/desktop/preload.js'))).toBe(false);
  const preload = readFileSync(built('main/desktop/preload.cjs'), 'utf8');
  expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(preload).not.toMatch(/^import\b/m);
});

test('only main/desktop loads electron', () => {
  const loading = globSync('**/*.{js,cjs}', { cwd: built('') }).filter((file) =>
    /(from|require\() ?['"]electron['"]/.test(readFileSync(built(file), 'utf8')),
  );
  expect(loading.length).toBeGreaterThan(3);
  for (const file of loading) expect(file.replaceAll('\\', '/')).toMatch(/^main\/desktop\//);
});

test('what Electron is told of the program', () => {
  const manifest = JSON.parse(readFileSync(built('package.json'), 'utf8')) as Record<string, string>;
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  expect(manifest).toMatchObject({ productName: 'Ravine', version, type: 'module', license: 'MIT' });
  expect(existsSync(built(manifest['main'] ?? ''))).toBe(true);
});

test('the built program runs: an experiment by its command line, with the engine in a process of its own', () => {
  const experiment = {
    version: 1,
    objective: { kind: 'quadratic', eigenvalues: [2, 1] },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.1 },
    steps: 20,
  };
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [built('main/cli/main.js'), 'run', '-', '--json', '--quiet', '--store', join(project, 'lab.sqlite')],
    { input: JSON.stringify(experiment), encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject({ status: 'finished', steps: 20 });
  expect(status).toBe(0);
});

test('nothing is built twice, and again after a source has changed', async () => {
  expect(await buildDesktop(project)).toBe(false);
  writeFileSync(join(project, 'app/added.ts'), 'export const added: number = 1;\n');
  expect(await buildDesktop(project)).toBe(true);
  expect(readFileSync(built('app/added.js'), 'utf8')).toBe('export const added = 1;\n');
});
