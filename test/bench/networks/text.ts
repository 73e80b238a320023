import { writeFileSync } from 'node:fs';
import { RandomStream } from '../../../main/engine/random/stream.ts';
import { filePlace } from './files.ts';

const LENGTH = 4096;
const CHARACTERS = Array.from({ length: 64 }, (_, i) => String.fromCodePoint(48 + i)).join(''); // from 0 on

/** A file of random characters, the same every time, and the 64 that occur. */
export function textFile(): { readonly path: string; readonly vocabulary: string } {
  const random = new RandomStream(1, 'bench/text');
  const path = filePlace('text');
  writeFileSync(path, Array.from({ length: LENGTH }, () => CHARACTERS[random.integer(64)]!).join(''));
  return { path, vocabulary: CHARACTERS };
}
