import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * What a package takes on a disk: lines of a table, in megabytes of 10⁶ bytes.
 * @param unpacked the folder that packages are made of, and where its resources are
 * @param packages files made of it
 */
export function sizeTable(
  { application, resources }: { readonly application: string; readonly resources: string },
  packages: readonly string[],
): string[] {
  const archive = join(resources, 'app.asar');
  const rows = [
    ['the archive (app.asar)', bytesOf(archive)],
    ['natives and what lies beside it (app.asar.unpacked)', bytesOf(`${archive}.unpacked`)],
    ['the application, Electron included', bytesOf(application)],
    ...packages
      .filter((file) => !file.endsWith('.blockmap'))
      .map((file) => [basename(file), bytesOf(file)] as const),
  ] as const;
  return rows.map(([name, bytes]) => `${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${name}`);
}

/** Bytes of a file, or of all files in a folder; 0 where there is none. */
function bytesOf(path: string): number {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
