import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The TensorFlow whose C library `npm run native` fetches, and the tfjs-node whose addon it builds against it. */
export const TENSORFLOW = '2.21.0';
export const TFJS_NODE = '4.22.0';

/** The packages that carry the C library: for CPUs only, and for NVIDIA GPUs too. */
export type Wheel = 'tensorflow-cpu' | 'tensorflow';

/**
 * The folder of the user's cache that holds a wheel's C library and the addon built against it. It lies outside node_modules: installing the
 * packages again leaves it alone.
 */
export function nativeFolder(wheel: Wheel): string {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(cache, 'ravine', 'native', `${wheel}-${TENSORFLOW}-${process.platform}-${process.arch}`);
}

/** The addon inside such a folder: there once the folder is whole. */
export function addonFile(folder: string): string {
  return join(folder, `tfjs_binding-${TFJS_NODE}.node`);
}

/** The addon that was built here, the one for GPUs first; null where none was. */
export function builtAddon(): string | null {
  const files = (['tensorflow', 'tensorflow-cpu'] as const).map((wheel) => addonFile(nativeFolder(wheel)));
  return files.find((file) => existsSync(file)) ?? null;
}
