import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRenderer } from '../../scripts/build.ts';

let project: string;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'ravine-build-'));
  for (const folder of ['renderer', 'app']) mkdirSync(join(project, folder));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(project, 'node_modules'), 'junction');
  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{}');
  write('app/title.ts', "export const title = 'first';\n");
  write('renderer/index.html', '<div></div><script type="module" src="./main.ts"></script>');
  write('renderer/main.ts', "import { title } from '../app/title.ts';\ndocument.title = title;\n");
  write(
    'renderer/vite.config.ts',
    `export default { root: import.meta.dirname, build: {
      outDir: '../dist/renderer', emptyOutDir: true, rollupOptions: { output: { entryFileNames: 'main.js' } } } };`,
  );
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function write(file: string, text: string): void {
  writeFileSync(join(project, file), text);
}

const built = (): string => readFileSync(join(project, 'dist/renderer/main.js'), 'utf8');

test('builds what is missing, nothing twice, and again after a source in app/ has changed', async () => {
  expect(await buildRenderer(project)).toBe(true);
  expect(built()).toContain('first');
  expect(await buildRenderer(project)).toBe(false);
  write('app/title.ts', "export const title = 'second';\n");
  expect(await buildRenderer(project)).toBe(true);
  expect(built()).toContain('second');
});

test('a source that cannot be built is an error that names it, and the next build tries again', async () => {
  write('app/title.ts', 'export const title = ;\n');
  await expect(buildRenderer(project)).rejects.toThrow(/title\.ts/);
  write('app/title.ts', "export const title = 'third';\n");
  expect(await buildRenderer(project)).toBe(true);
});
