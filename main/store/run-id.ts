import { randomInt } from 'node:crypto';

const RANDOM = 36 ** 4;
let last = 0;

/**
 * A new run id: the time in milliseconds and four random letters, both to the base 36, so that ids sort as the runs were created,
 * also those of one millisecond in one process.
 */
export function newRunId(): string {
  last = Math.max(Date.now(), last + 1);
  return `${last.toString(36)}${randomInt(RANDOM).toString(36).padStart(4, '0')}`;
}
