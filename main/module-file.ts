import { dirname, extname, join } from 'node:path';

/**
 * The file of another module of the program, to start a process with: as written (.ts), or as built for the desktop application (.js).
 * @param from the asking module's own file
 * @param path relative to it, without ending
 */
export function moduleFile(from: string, path: string): string {
  return join(dirname(from), path + extname(from));
}
