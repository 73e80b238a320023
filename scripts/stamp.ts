import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Something built from sources in the tree at `root`; paths are relative to it. */
export interface Built {
  readonly root: string;
  /** Patterns of everything it is made from. */
  readonly sources: readonly string[];
  /** A file that is there once it is built. */
  readonly product: string;
  /** Where the fingerprint of the sources it was built from is kept. */
  readonly stamp: string;
}

/** Builds what its sources have changed since. @returns whether anything was built */
export async function buildIfChanged(built: Built, build: () => Promise<void> | void): Promise<boolean> {
  const { root, product } = built;
  const stamp = join(root, built.stamp);
  const wanted = fingerprint(built);
  if (existsSync(join(root, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
    return false;
  await build();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

/** A hash over the names and contents of all sources. */
function fingerprint({ root, sources }: Built): string {
  const hash = createHash('sha256');
  for (const file of globSync([...sources], { cwd: root, exclude: ['**/*.tsbuildinfo'] }).sort()) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
