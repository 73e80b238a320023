import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The place where Electron's program keeps its fuses: a mark, the version of their layout, how many they are, and all of them off. */
export const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Writes what electron-builder takes for Electron's distribution: a program with fuses that does nothing, and the files beside it. */
export function writeStandIn(folder: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'));
  writeFileSync(
    join(folder, 'electron'),
    `#!/bin/sh\nexit 0\n${FUSES}\u0001\u0009${'0'.repeat(9)}\n`,
    'latin1',
  );
  chmodSync(join(folder, 'electron'), 0o755);
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak'])
    writeFileSync(join(folder, file), '');
}
