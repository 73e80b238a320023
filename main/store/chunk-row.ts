import { countSteps, lastStep, stepAt } from '../../app/series/steps.ts';
import type { Steps } from '../../app/series/chunk.ts';

/** Points of a whole chunk: 64 KiB of values. */
export const FULL = 8192;

/** Points of a block, whose minimum and maximum are kept beside the values. */
export const BLOCK = 32;

/** Where a chunk lies in its series, without its values. */
export interface ChunkPlace {
  readonly key: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Steps between its points; null where the steps are listed. */
  readonly stride: number | null;
}

export interface Piece {
  readonly steps: Steps;
  readonly values: Float64Array;
}

/** The columns of a piece: first, last, count, stride, steps, extremes, values. */
export function chunkColumns({ steps, values }: Piece): unknown[] {
  const isRegular = steps.kind === 'regular';
  return [
    stepAt(steps, 0),
    lastStep(steps),
    countSteps(steps),
    isRegular ? steps.stride : null,
    isRegular ? null : bytesOf(steps.values),
    values.length === FULL ? bytesOf(extremesOf(values)) : null,
    bytesOf(values),
  ];
}

/** Steps of a chunk from its columns. */
export function stepsOf({ first, count, stride }: ChunkPlace, listed: Buffer | null): Steps {
  return stride === null
    ? { kind: 'listed', values: float64Of(listed ?? Buffer.alloc(0)) }
    : { kind: 'regular', first, stride, count };
}

/** float64, little-endian as on every machine Ravine runs on. */
export function float64Of(blob: Buffer): Float64Array {
  if (blob.byteOffset % 8 === 0) return new Float64Array(blob.buffer, blob.byteOffset, blob.byteLength / 8);
  return new Float64Array(Uint8Array.from(blob).buffer);
}

/** A view of an array's own bytes. */
export function bytesOf(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/**
 * Of every block [index of the minimum, minimum, index of the maximum, maximum]; NaN only where the whole block is NaN (then at its
 * first index).
 */
function extremesOf(values: Float64Array): Float64Array {
  const extremes = new Float64Array(4 * Math.ceil(values.length / BLOCK));
  for (let block = 0; block * BLOCK < values.length; block++) {
    const begin = block * BLOCK;
    let [low, high] = [begin, begin];
    for (let i = begin + 1; i < Math.min(begin + BLOCK, values.length); i++) {
      const value = values[i]!;
      if (value < values[low]! || Number.isNaN(values[low]!)) low = i;
      if (value > values[high]! || Number.isNaN(values[high]!)) high = i;
    }
    extremes.set([low, values[low]!, high, values[high]!], 4 * block);
  }
  return extremes;
}
