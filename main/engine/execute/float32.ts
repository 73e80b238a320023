import type { Precision } from '../../../app/experiment/experiment.ts';
import type { Numbers } from '../numbers.ts';

/** Values rounded to float32; the same where they are. A plain loop takes half the time of the typed array's own conversion. */
export function toFloat32(values: Numbers): Float32Array {
  if (values instanceof Float32Array) return values;
  const rounded = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) rounded[i] = values[i]!;
  return rounded;
}

/** Values as a session of a precision holds them. */
export function asHeld(values: Float64Array, precision: Precision): Float64Array {
  return precision === 'float64' ? values : new Float64Array(toFloat32(values));
}

/** Values in float64; the same where they are. */
export function toFloat64(values: Numbers): Float64Array {
  return values instanceof Float64Array ? values : new Float64Array(values);
}

/** Named values in float64, for a library that takes no others. */
export function inFloat64(values: Readonly<Record<string, Numbers>>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(values).map(([name, each]) => [name, toFloat64(each)]));
}

/** Named values in a precision, of float64 ones that are exact in it. */
export function inPrecision(
  values: Readonly<Record<string, Float64Array>>,
  precision: Precision,
): Record<string, Numbers> {
  if (precision === 'float64') return values;
  return Object.fromEntries(Object.entries(values).map(([name, each]) => [name, toFloat32(each)]));
}
