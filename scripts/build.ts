import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['renderer/**/*.*', 'app/**/*.ts', 'package-lock.json'];

/** A hash over the names and contents of everything the built renderer is made from. */
function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: root, exclude: ['**/*.tsbuildinfo'] }).sort()) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Builds the renderer into dist/renderer where its sources have changed since it was last built there.
 * @returns whether anything was built. @throws what vite says about a source it cannot build.
 */
export async function buildRenderer(root: string): Promise<boolean> {
  const stamp = join(root, 'dist/renderer.sha256');
  const wanted = fingerprint(root);
  const page = join(root, 'dist/renderer/index.html');
  if (existsSync(page) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;
  const { build } = await import('vite');
  await build({ configFile: join(root, 'renderer/vite.config.ts'), logLevel: 'warn' });
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}
