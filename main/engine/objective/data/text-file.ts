import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EngineError } from '../../problem.ts';
import { readDataSetFile, reason } from './read-file.ts';

/** A text and what it is called where a sentence begins. */
interface NamedText {
  readonly name: string;
  readonly content: string;
}

/**
 * A text file in UTF-8, without a byte order mark; by default Jane Austen's Emma.
 * @throws EngineError `missing-data`, or `bad-data` naming the line that is not UTF-8
 */
export async function readText(path: string | undefined): Promise<NamedText> {
  if (path === undefined)
    return { name: 'Emma', content: decoded('Emma', await readDataSetFile('text/emma.txt.gz')) };
  const file = resolve(path);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new EngineError(
      'missing-data',
      `The text ${file} cannot be read (${reason(error)}). Put it there, or correct objective.data.path.`,
      { cause: error },
    );
  });
  const name = `The text ${file}`;
  return { name, content: decoded(name, bytes) };
}

/** The error of a text that cannot be used. */
export function unfit(name: string, what: string): EngineError {
  return new EngineError('bad-data', `${name} does not fit: ${what}.`);
}

function decoded(name: string, bytes: Uint8Array): string {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  for (let [line, begin] = [1, 0]; ; line++) {
    const end = bytes.indexOf(LINE_FEED, begin);
    if (!isUtf8(bytes.subarray(begin, end < 0 ? bytes.length : end)))
      throw unfit(name, `line ${line} is not UTF-8`);
    begin = end + 1;
  }
}

const LINE_FEED = 10; // part of no other character in UTF-8, so lines can be decoded one by one
