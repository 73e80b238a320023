import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Ravine's folder in the user's cache: what is kept there can be made again. */
export function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'ravine');
}
