import type { Precision } from '../../../../app/experiment/experiment.ts';

/** Values of a tensor. In a Float32Array every stored result is rounded to float32. */
export type FloatArray = Float32Array | Float64Array;

/** Zeros in a precision. */
export function zeros(precision: Precision, length: number): FloatArray {
  return precision === 'float32' ? new Float32Array(length) : new Float64Array(length);
}

/** Zeros in the precision and number of others. */
export function zerosLike(array: FloatArray): FloatArray {
  return array instanceof Float32Array ? new Float32Array(array.length) : new Float64Array(array.length);
}
