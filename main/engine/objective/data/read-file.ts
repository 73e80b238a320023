import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { resourcePath } from '../../../resources.ts';
import { EngineError } from '../../problem.ts';

const unzip = promisify(gunzip);

/**
 * The unzipped bytes of a file of resources/data.
 * @throws EngineError `missing-data` or `damaged-data`, naming the file
 */
export async function readDataSetFile(path: string): Promise<Buffer> {
  const file = fileOf(path);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new EngineError(
      'missing-data',
      `The data set file ${file} cannot be read (${reason(error)}). It comes with Ravine: put it back, or install Ravine again.`,
      { cause: error },
    );
  });
  return unzip(bytes).catch((error: unknown) => {
    throw damaged(path, `it does not unzip (${reason(error)})`, error);
  });
}

function fileOf(path: string): string {
  return resourcePath('data', path);
}

/** The error of a data set file whose content is not what it should be. */
export function damaged(path: string, what: string, cause?: unknown): EngineError {
  return new EngineError(
    'damaged-data',
    `The data set file ${fileOf(path)} is damaged: ${what}. It comes with Ravine: put the original back, or install Ravine again.`,
    { cause },
  );
}

/** What a failed file operation says of itself. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
