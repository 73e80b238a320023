import { strToU8 } from 'fflate';

const ALIGNMENT = 64;
const PREFIX = 10; // magic, version and length of the header

/**
 * An array as a NumPy .npy file, format 1.0: float64, little-endian, C order (NumPy's own description:
 * numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
 */
export function toNpy(shape: readonly number[], values: Float64Array): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': ${tuple}, }`;
  const length = ALIGNMENT * Math.ceil((PREFIX + dictionary.length + 1) / ALIGNMENT);
  const file = new Uint8Array(length + values.byteLength);
  file.set([0x93, ...strToU8('NUMPY'), 1, 0]);
  new DataView(file.buffer).setUint16(8, length - PREFIX, true);
  file.set(strToU8(`${dictionary.padEnd(length - PREFIX - 1)}\n`), PREFIX);
  file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), length);
  return file;
}
