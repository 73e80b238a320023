import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { placeWithin } from '../parse/place.ts';
import { when } from './check.ts';

const LARGEST = 3.4028234663852886e38; // (2 − 2⁻²³)·2¹²⁷
const any = v.optional(v.unknown());

/** Numbers that the run could not compute with as written. */
export const float32Checks = [
  when(
    { precision: v.literal('float32'), objective: any, optimizer: any, noise: any, stop: any },
    ({ precision: _precision, ...computed }) => float32Problems(computed, ''),
  ),
];

/** Numbers that are infinite or zero in float32 and not as written. */
function float32Problems(value: unknown, place: string): Problem[] {
  if (typeof value === 'number') return numberProblems(value, place);
  if (Array.isArray(value)) return value.flatMap((item, i) => float32Problems(item, placeWithin(place, i)));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => float32Problems(item, placeWithin(place, key)));
}

function numberProblems(x: number, place: string): Problem[] {
  const held = Math.fround(x);
  if (!Number.isFinite(x) || (Number.isFinite(held) && (held !== 0 || x === 0))) return [];
  const fate = held === 0 ? 'is 0' : `is beyond the largest number, ${LARGEST.toPrecision(3)},`;
  return [
    {
      code: 'precision',
      place,
      message: `${x} ${fate} in float32; use precision "float64" or another value.`,
    },
  ];
}
