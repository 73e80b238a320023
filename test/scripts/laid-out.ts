import { extractAll, listPackage } from '@electron/asar';
import { cpSync, lstatSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lays an archive out as Electron lets a program see it: `app.asar` a folder of its files, where those that travel outside are links to where
 * they lie, in `app.asar.unpacked` beside it.
 */
export function layOut(archive: string, folder: string): void {
  const [inside, beside] = [join(folder, 'app.asar'), join(folder, 'app.asar.unpacked')];
  extractAll(archive, inside);
  cpSync(`${archive}.unpacked`, beside, { recursive: true });
  for (const entry of listPackage(archive, { isPack: true })) {
    const [, path] = /^unpack\s*:\s*(.*)$/.exec(entry) ?? [];
    if (path === undefined || lstatSync(join(inside, path)).isDirectory()) continue;
    rmSync(join(inside, path));
    symlinkSync(join(beside, path), join(inside, path));
  }
}
