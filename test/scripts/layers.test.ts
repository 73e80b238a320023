import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks, run } from '../../scripts/checks.ts';

// The checks of `npm test`, with this project's own settings, on a small tree with wrong files among sound ones.

const root = join(import.meta.dirname, '../..');

const component = (code: string, markup: string): string =>
  `<script lang="ts">\n  ${code}\n</script>\n\n{${markup}}\n`;

const sound: Record<string, string> = {
  'app/half.ts': 'export const half = (x: number): number => x / 2;\n',
  'main/lab/cores.ts': "import { half } from '../../app/half.ts';\n\nexport const cores = half(8);\n",
  'main/lab/process.ts': 'export const id = process.pid;\n',
  'renderer/middle.ts': "import { half } from '../app/half.ts';\n\nexport const middle = half(640);\n",
  'renderer/title.ts': 'export const title = (): string => document.title;\n',
  'renderer/Half.svelte': component("import { half } from '../app/half.ts';", 'half(3)'),
};

/** Wrong files: what they hold, and what the check says beside their name. */
const planted: Record<string, Record<string, readonly [text: string, says: string]>> = {
  types: {
    'app/screen.ts': ['export const title = (): string => document.title;\n', "Cannot find name 'document'"],
    'app/process.ts': ['export const id = (): number => process.pid;\n', "Cannot find name 'process'"],
    'main/lab/screen.ts': [
      'export const title = (): string => document.title;\n',
      "Cannot find name 'document'",
    ],
    'renderer/process.ts': ['export const id = (): number => process.pid;\n', "Cannot find name 'process'"],
    'app/number.ts': ["export const steps: number = 'many';\n", "Type 'string' is not assignable"],
  },
  'types in components': {
    'renderer/State.svelte': [
      component("const steps: number = $state('many');", 'steps'),
      "Type 'string' is not assignable to type 'number'",
    ],
    'renderer/Call.svelte': [
      component("import { half } from '../app/half.ts';", "half('three')"),
      "Argument of type 'string' is not assignable",
    ],
  },
  lint: {
    'app/files.ts': ["export { readFileSync } from 'node:fs';\n", 'no-restricted-imports'],
    'app/service.ts': ["export { cores } from '../main/lab/cores.ts';\n", 'no-restricted-imports'],
    'renderer/service.ts': ["export { cores } from '../main/lab/cores.ts';\n", 'no-restricted-imports'],
    'renderer/Service.svelte': [
      component("import { cores } from '../main/lab/cores.ts';", 'cores'),
      'no-restricted-imports',
    ],
    'main/engine/service.ts': ["export { cores } from '../lab/cores.ts';\n", 'no-restricted-imports'],
    'main/store/service.ts': ["export { cores } from '../lab/cores.ts';\n", 'no-restricted-imports'],
    'main/exchange/files.ts': ["export { readFileSync } from 'node:fs';\n", 'no-restricted-imports'],
    'main/host/screen.ts': ["export { middle } from '../../renderer/middle.ts';\n", 'no-restricted-imports'],
    'app/loose.ts': ['export const loose = (x: any): unknown => x;\n', 'no-explicit-any'],
  },
};

const settings = [
  'package.json',
  'tsconfig*.json',
  '{app,main,renderer}/tsconfig.json',
  '*.config.js',
  'renderer/*.config.js',
];

let tree: string;

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true });
  writeFileSync(join(tree, file), text);
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'ravine-layers-'));
  for (const file of globSync(settings, { cwd: root })) cpSync(join(root, file), join(tree, file));
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'), 'junction');
  const references = ['app', 'main', 'renderer'].map((path) => ({ path }));
  plant('tsconfig.json', JSON.stringify({ files: [], references }));
  for (const [file, text] of Object.entries(sound)) plant(file, text);
  for (const files of Object.values(planted)) {
    for (const [file, [text]] of Object.entries(files)) plant(file, text);
  }
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

test.for(Object.keys(planted))('%s: every planted fault is named, no sound file is', async (name) => {
  const check = checks.find((candidate) => candidate.name === name);
  const { passed, output } = await run(check!, tree);
  expect(passed).toBe(false);
  for (const [file, [, says]] of Object.entries(planted[name]!)) {
    const place = output.indexOf(file);
    expect(place, `${file} in ${output}`).not.toBe(-1);
    expect(output.slice(place, place + 300)).toContain(says);
  }
  const reported = output.split('\n').map((line) => line.replace(`${tree}/`, ''));
  for (const file of Object.keys(sound)) {
    expect(reported.filter((line) => line.startsWith(file))).toEqual([]);
  }
});
