import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from '../../cache-folder.ts';

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
  return join(cacheFolder(), 'native', `${wheel}-${TENSORFLOW}-${process.platform}-${process.arch}`);
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

/** What is installed, told without loading it: the addon that was built here and when, or that of tfjs-node itself. */
export function installedTensorflow(): string {
  const addon = builtAddon();
  return addon === null ? `tfjs-node ${TFJS_NODE}` : `${addon} ${statSync(addon).mtimeMs}`;
}
