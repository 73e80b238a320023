import type { SeriesWindow } from '../../app/series/chunk.ts';
import { countSteps, expandSteps, stepAt } from '../../app/series/steps.ts';
import { isThinned, Thinning, type Buckets } from '../../app/series/thin.ts';
import { BLOCK } from './chunk-row.ts';
import type { ChunkPlace, Piece } from './chunk-row.ts';
import type { SeriesTable } from './series-table.ts';

/** Which part of a series to read, and how fine. */
export interface WindowRequest {
  readonly from?: number;
  readonly to?: number;
  /** At most two points in each of so many equal stretches of [from, to], or of those that begin at these rising steps; all points where absent. */
  readonly buckets?: Buckets;
}

/** With at least this many blocks in a bucket, buckets made of whole blocks are as good as equal ones. */
const BLOCKS_PER_BUCKET = 4;

/** Reads a window of a series, thinned where it holds more points than asked for. */
export function readWindow(
  table: SeriesTable,
  run: string,
  name: string,
  request: WindowRequest,
): SeriesWindow {
  const { from = 0, to = Number.MAX_SAFE_INTEGER, buckets } = request;
  const places = table.places(run, name, from, to);
  const counts = places.map((place) => countWithin(table, place, from, to));
  const recorded = counts.reduce((sum, count) => sum + count, 0);
  if (buckets === undefined || !isThinned(recorded, buckets)) {
    const step = new Float64Array(recorded);
    const value = new Float64Array(recorded);
    let at = 0;
    for (const place of places) {
      const piece = table.piece(place, from, to);
      step.set(expandSteps(piece.steps), at);
      value.set(piece.values, at);
      at += piece.values.length;
    }
    return { name, step, value, recorded, thinned: false };
  }
  const last = places.length - 1;
  const thinning = new Thinning(request.from ?? places[0]!.first, request.to ?? places[last]!.last, buckets);
  // Stretches that are not equal may be narrower than a block somewhere.
  const byBlocks = typeof buckets === 'number' && recorded >= BLOCKS_PER_BUCKET * BLOCK * buckets;
  places.forEach((place, i) => {
    // The first and the last chunk may be cut by the window, and their end points are kept.
    const extremes = byBlocks && i > 0 && i < last ? table.extremes(place) : null;
    if (extremes) addBlocks(thinning, extremes);
    else addPoints(thinning, table.piece(place, from, to));
  });
  return { name, ...thinning.finish(), recorded, thinned: true };
}

function countWithin(table: SeriesTable, place: ChunkPlace, from: number, to: number): number {
  if (place.first >= from && place.last <= to) return place.count;
  return countSteps(table.piece(place, from, to).steps);
}

function addPoints(thinning: Thinning, { steps, values }: Piece): void {
  const expanded = expandSteps(steps);
  for (let i = 0; i < values.length; i++) thinning.point(expanded[i]!, values[i]!);
}

function addBlocks(
  thinning: Thinning,
  { steps, blocks }: NonNullable<ReturnType<SeriesTable['extremes']>>,
): void {
  for (let block = 0; 4 * block < blocks.length; block++) {
    const [low, min, high, max] = blocks.subarray(4 * block, 4 * block + 4) as unknown as [
      number,
      number,
      number,
      number,
    ];
    thinning.extremes(stepAt(steps, block * BLOCK), stepAt(steps, low), min, stepAt(steps, high), max);
  }
}
