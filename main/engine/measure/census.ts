import type { Eigenpair, LanczosResult } from '../curvature/lanczos.ts';
import type { LeadingEigenpairs } from '../curvature/leading.ts';

const NEAR = 0.75; // of the edge
const FIRST = 8; // pairs looked for beyond those asked for
const MOST = 32;

/** Whether an eigenvalue lies above three quarters of the edge. */
export function isNear(pair: Eigenpair | undefined, edge: number): boolean {
  return pair !== undefined && pair.value > NEAR * edge;
}

/** Where and for what edge. */
export interface CensusRequest {
  readonly point: Float64Array;
  /** How many pairs are measured anyway. */
  readonly asked: number;
  readonly edge: number;
  /** Names the random stream. */
  readonly label: string;
}

/**
 * The leading eigenpairs down to the first that is not near the edge, or MOST beyond those asked for. Under SAM many pile up there (docs/theory.md,
 * section 6), so that this costs more than a measurement; it begins from random vectors, and owes nothing to an earlier one.
 * @param search a fresh one
 */
export async function census(
  search: LeadingEigenpairs,
  { point, asked, edge, label }: CensusRequest,
): Promise<LanczosResult> {
  for (let beyond = FIRST; ; beyond *= 2) {
    const count = Math.min(asked + beyond, point.length);
    const found = await search.at({ point, count, cold: beyond === FIRST, label });
    if (count === point.length || beyond >= MOST || !isNear(found.pairs.at(-1), edge)) return found;
  }
}
