import { writeFileSync } from 'node:fs';
import { RandomStream } from '../../../main/engine/random/stream.ts';
import { filePlace } from './files.ts';

const IMAGES = [1000, 32, 32, 3];

/** IDX files of random images and labels of ten classes, the same every time. */
export function imageFiles(): { readonly images: string; readonly labels: string } {
  const random = new RandomStream(1, 'bench/images');
  const write = (name: string, shape: readonly number[], values: number): string => {
    const header = Buffer.alloc(4 + 4 * shape.length);
    header.set([0, 0, 8, shape.length]);
    shape.forEach((length, i) => header.writeUInt32BE(length, 4 + 4 * i));
    const count = shape.reduce((product, length) => product * length, 1);
    const bytes = Uint8Array.from({ length: count }, () => random.integer(values));
    const file = filePlace(name);
    writeFileSync(file, Buffer.concat([header, bytes]));
    return file;
  };
  return { images: write('images', IMAGES, 256), labels: write('labels', IMAGES.slice(0, 1), 10) };
}
