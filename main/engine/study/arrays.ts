import type { NamedArray } from '../../../app/run/checkpoint.ts';

/** A number, as an array without dimensions. */
export function scalar(name: string, value: number): NamedArray {
  return { name, shape: [], values: Float64Array.of(value) };
}

/** Numbers, as an array of one dimension. */
export function vector(name: string, values: Iterable<number>): NamedArray {
  const array = Float64Array.from(values);
  return { name, shape: [array.length], values: array };
}
