import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { RandomStream } from '../../../main/engine/random/stream.ts';

const IMAGES = [1000, 32, 32, 3];

interface Files {
  readonly images: string;
  readonly labels: string;
}

let files: Files | null = null;

/** IDX files of random images and labels of ten classes, the same every time; they go with this process. */
export function imageFiles(): Files {
  if (files) return files;
  const folder = mkdtempSync(join(tmpdir(), 'ravine-images-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const random = new RandomStream(1, 'bench/images');
  const write = (name: string, shape: readonly number[], values: number): string => {
    const header = Buffer.alloc(4 + 4 * shape.length);
    header.set([0, 0, 8, shape.length]);
    shape.forEach((length, i) => header.writeUInt32BE(length, 4 + 4 * i));
    const count = shape.reduce((product, length) => product * length, 1);
    const bytes = Uint8Array.from({ length: count }, () => random.integer(values));
    const file = join(folder, name);
    writeFileSync(file, Buffer.concat([header, bytes]));
    return file;
  };
  files = { images: write('images', IMAGES, 256), labels: write('labels', IMAGES.slice(0, 1), 10) };
  return files;
}
