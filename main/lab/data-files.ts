import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Params } from '../../app/contract/contract.ts';
import type { DataFile } from '../../app/contract/data-file.ts';
import { LARGEST_FILE } from '../../app/contract/data-file.ts';
import type { Store } from '../store/store.ts';
import type { Answers } from './answers.ts';
import { contentOf } from './data-content.ts';
import { refuse } from './problem.ts';

/** The methods about users' files of data. */
export function dataAnswers(store: Store): Pick<Answers, 'data.keep' | 'data.describe'> {
  return {
    'data.keep': (params) => keep(store, params),
    'data.describe': ({ path }) => describe(resolve(path)),
  };
}

/**
 * Keeps a file in the folder `data` beside the store, under the SHA-256 of its content and its own name: the same file is kept once.
 * @throws LabError where it is no data, or cannot be written
 */
async function keep(store: Store, { name, bytes }: Params<'data.keep'>): Promise<DataFile> {
  if (store.readOnly)
    throw refuse('read-only', 'The store is open for reading only, and no file is kept beside it.');
  const plain = plainName(name);
  const content = await contentOf(plain, bytes);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const path = join(dirname(resolve(store.file)), 'data', hash, plain);
  try {
    await write(path, bytes);
  } catch (error) {
    throw refuse(
      'not-kept',
      `${plain} cannot be kept as ${path} (${(error as Error).message}). Make room there, or name a file by its path.`,
    );
  }
  return { path, bytes: bytes.length, content };
}

/** Whole or not at all: another lab on the store may keep the same file. */
async function write(path: string, bytes: Uint8Array): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there?.size === bytes.length) return;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

async function describe(path: string): Promise<DataFile> {
  const found = await stat(path).catch((error: unknown) => {
    throw refuse(
      'missing-data',
      `${path} cannot be read (${(error as Error).message}). Put it there, or correct the path.`,
    );
  });
  if (!found.isFile()) throw refuse('missing-data', `${path} is no file.`);
  if (found.size > LARGEST_FILE)
    throw refuse(
      'too-large',
      `${path} has ${found.size} bytes: a file is looked through up to ${LARGEST_FILE} bytes. A run reads it all the same.`,
    );
  const bytes = await readFile(path).catch((error: unknown) => {
    throw refuse('missing-data', `${path} cannot be read (${(error as Error).message}).`);
  });
  return { path, bytes: bytes.length, content: await contentOf(path, bytes) };
}

/** The last part of a name, without what no file system takes. */
function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, '_')
    .replace(/^\.+/, '')
    .slice(-120);
  return plain === '' ? 'data' : plain;
}
