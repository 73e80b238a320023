import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unzip = promisify(gunzip);

/** Unsigned bytes with their dimensions, row-major. */
export interface ByteArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/**
 * Reads the IDX format of the MNIST files, unsigned bytes only: 0, 0, 8, number of dimensions, each dimension as a big-endian uint32, the
 * values.
 * @throws Error saying what is wrong with the bytes
 */
export function parseIdx(bytes: Uint8Array): ByteArray {
  const [zero, alsoZero, type, rank] = bytes;
  if (zero !== 0 || alsoZero !== 0 || type !== 8 || rank === undefined)
    throw new Error('it does not begin like an IDX file of unsigned bytes');
  const begin = 4 + 4 * rank;
  if (bytes.length < begin) throw new Error('it ends before its values begin');
  const header = new DataView(bytes.buffer, bytes.byteOffset, begin);
  const shape = Array.from({ length: rank }, (_, i) => header.getUint32(4 + 4 * i));
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  const values = bytes.subarray(begin);
  if (values.length !== count)
    throw new Error(`it has ${values.length} values and its header promises ${count} (${shape.join(' × ')})`);
  return { shape, values };
}

/** Whether bytes begin like those of gzip (RFC 1952). */
export function isZipped(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Reads the IDX format, gzipped or not. @throws Error saying what is wrong with the bytes */
export async function readIdx(bytes: Uint8Array): Promise<ByteArray> {
  if (!isZipped(bytes)) return parseIdx(bytes);
  try {
    return parseIdx(await unzip(bytes));
  } catch (error) {
    throw new Error(`unzipped, ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
