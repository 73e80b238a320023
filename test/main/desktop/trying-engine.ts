import { join } from 'node:path';
import { relayApart, runApart } from '../../../main/engine/own-process.ts';
import { findParent } from '../../../main/engine/parent.ts';

// An engine process that only tries things apart, and tells how each went.

const parent = findParent();
relayApart();
const file = join(import.meta.dirname, 'apart.ts');
for (const [what, limit] of [
  ['echo', 20_000],
  ['crash', 20_000],
  ['hang', 300],
] as const) {
  const heard: unknown[] = [];
  const ending = await runApart({
    file,
    request: { what, value: 7 },
    limit,
    heard: (message) => heard.push(message),
  });
  await parent?.send({ tried: what, heard, ...ending });
}
parent?.leave();
