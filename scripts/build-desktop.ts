import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { buildIfChanged } from './stamp.ts';

/** The built program of the desktop application, relative to the tree: what Electron is given, and what a package holds beside renderer and resources. */
export const DESKTOP = 'dist/desktop';

const SOURCES = ['{app,main}/**/*.ts'];
const PRELOAD = join('main', 'desktop', 'preload.ts');

const options = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
} as const satisfies ts.CompilerOptions;

/**
 * Builds app/ and main/ to JavaScript, file by file and in the same folders, where they have changed: Electron need not read TypeScript, and a
 * package holds no sources. The preload becomes CommonJS, which a sandboxed window takes.
 * @returns whether anything was built
 */
export function buildDesktop(root: string): Promise<boolean> {
  const folder = join(root, DESKTOP);
  return buildIfChanged(
    {
      root,
      sources: [...SOURCES, 'package.json', 'scripts/build-desktop.ts'],
      product: `${DESKTOP}/package.json`,
      stamp: 'dist/desktop.sha256',
    },
    () => {
      rmSync(folder, { recursive: true, force: true });
      for (const file of globSync(SOURCES, { cwd: root }))
        write(join(folder, file.replace(/\.ts$/, '.js')), toJavaScript(root, file, options));
      const preload = { ...options, module: ts.ModuleKind.CommonJS, verbatimModuleSyntax: false } as const;
      write(join(folder, PRELOAD.replace(/\.ts$/, '.cjs')), toJavaScript(root, PRELOAD, preload));
      rmSync(join(folder, PRELOAD.replace(/\.ts$/, '.js')));
      write(join(folder, 'package.json'), manifest(root));
      cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    },
  );
}

function toJavaScript(root: string, file: string, compilerOptions: ts.CompilerOptions): string {
  const { outputText } = ts.transpileModule(readFileSync(join(root, file), 'utf8'), {
    compilerOptions,
    fileName: file,
  });
  return outputText;
}

/** Of the program's own package.json what Electron and the program read. */
function manifest(root: string): string {
  const { name, version, description, license } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<string, string>;
  const main = 'main/desktop/main.js';
  return `${JSON.stringify({ name, productName: 'Ravine', version, description, license, type: 'module', main }, null, 2)}\n`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
