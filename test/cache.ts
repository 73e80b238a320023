import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { cacheFolder } from '../main/engine/cache-folder.ts';

/**
 * Tests take nothing from the user's cache but the native part, and leave nothing in it. What Node compiles is kept while they run: every command and
 * engine is a process that would load a few hundred modules anew, which is half of its time.
 */
export function setup(): () => void {
  const cache = mkdtempSync(join(tmpdir(), 'ravine-test-cache-'));
  const native = join(cacheFolder(), 'native');
  mkdirSync(join(cache, 'ravine'));
  symlinkSync(native, join(cache, 'ravine', 'native'));
  process.env['XDG_CACHE_HOME'] = cache;
  process.env['NODE_COMPILE_CACHE'] = join(cache, 'compiled');
  return () => rmSync(cache, { recursive: true });
}
