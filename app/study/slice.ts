import * as v from 'valibot';
import { integer, number } from '../experiment/value.ts';
import { arrayOf, numberOf, type StudyArrays } from './study.ts';

/** Through w_t: the line along u₁, or a plane of u₁ and a second direction orthogonal to it, u₂ or what is left of the gradient. */
export const planes = ['u1', 'u1,u2', 'u1,g'] as const;
export type Plane = (typeof planes)[number];

/** What may be asked of a slice; left out, it is as `sliceDefaults` says. */
export const sliceSettings = {
  plane: v.optional(v.picklist(planes, '"u1", "u1,u2" or "u1,g"')),
  /** Values along each direction. */
  points: v.optional(integer({ min: 3, max: 401 })),
  /** X: the slice goes from −X to X along each direction. */
  extent: v.optional(number({ above: 0 })),
};

export const sliceDefaults = { plane: 'u1', points: { line: 101, plane: 41 } } as const;

export interface SliceQuestion {
  readonly kind: 'slice';
  readonly plane: Plane;
  readonly points: number;
  /** Null: so far that the ascent point and the next iterates are on it. */
  readonly extent: number | null;
}

interface Given {
  readonly plane?: Plane | undefined;
  readonly points?: number | undefined;
  readonly extent?: number | undefined;
}

/** The question with every setting. */
export function sliceQuestion({ plane = sliceDefaults.plane, points, extent }: Given): SliceQuestion {
  const usual = sliceDefaults.points[plane === 'u1' ? 'line' : 'plane'];
  return { kind: 'slice', plane, points: points ?? usual, extent: extent ?? null };
}

/** A point near a slice, in the slice's coordinates. */
export interface Mark {
  /** Along u₁, W. */
  readonly first: number;
  /** Along the second direction, W; 0 on a line. */
  readonly second: number;
  /** Distance from the slice, W. */
  readonly off: number;
  /** ℓ there, not on the slice. */
  readonly loss: number;
}

/** ℓ on a line or a plane through a point of a run (docs/studies.md). */
export interface Slice {
  readonly step: number;
  readonly plane: Plane;
  /** Where ℓ was evaluated along each direction, from −X to X; 0 is w_t. W. */
  readonly coordinates: Float64Array;
  /** ℓ: on a line at each coordinate; on a plane row by row, a row for each coordinate along the second direction. L. */
  readonly values: Float64Array;
  /** λ₁, with λ₂ on the plane u1,u2. */
  readonly eigenvalues: Float64Array;
  /** w_t, w_{t+1}, … of the run's own optimizer; fewer where they stop being finite. */
  readonly iterates: readonly Mark[];
  /** Where the optimizer takes its ascent gradient; null where it takes none. */
  readonly ascent: Mark | null;
}

const MARK = 4; // numbers of a mark

/** A slice of the arrays it is kept as. */
export function sliceOf(step: number, plane: Plane, arrays: StudyArrays): Slice {
  const iterates = arrayOf(arrays, 'iterates');
  const ascent = markAt(arrayOf(arrays, 'ascent'), 0);
  return {
    step,
    plane,
    coordinates: arrayOf(arrays, 'coordinates'),
    values: arrayOf(arrays, 'values'),
    eigenvalues: arrayOf(arrays, 'eigenvalues'),
    iterates: Array.from({ length: iterates.length / MARK }, (_, i) => markAt(iterates, i)),
    ascent: Number.isNaN(numberOf(arrays, 'ascent')) ? null : ascent,
  };
}

function markAt(values: Float64Array, index: number): Mark {
  const [first = NaN, second = NaN, off = NaN, loss = NaN] = values.subarray(
    MARK * index,
    MARK * (index + 1),
  );
  return { first, second, off, loss };
}
