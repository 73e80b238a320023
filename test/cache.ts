import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from '../main/engine/cache-folder.ts';

/** Tests take nothing from the user's cache but the native part, and leave nothing in it. */
export function setup(): () => void {
  const cache = mkdtempSync(join(tmpdir(), 'ravine-test-cache-'));
  const native = join(cacheFolder(), 'native');
  mkdirSync(join(cache, 'ravine'));
  symlinkSync(native, join(cache, 'ravine', 'native'));
  process.env['XDG_CACHE_HOME'] = cache;
  return () => rmSync(cache, { recursive: true });
}
