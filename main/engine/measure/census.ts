import type { Eigenpair, SearchResult } from '../curvature/search.ts';
import type { LeadingEigenpairs } from '../curvature/leading.ts';

const NEAR = 0.75; // of the edge
const BEYOND = 8; // pairs looked for beyond those asked for
const MOST_PRODUCTS = 96; // a crowd is not taken apart at any price: its residuals say how well it is known

/** Residual over |λ₁| at which the census is content, where the experiment asks for no larger one. */
export const CENSUS_TOLERANCE = 0.02;

/** Whether an eigenvalue lies above three quarters of the edge. */
export function isNear(pair: Eigenpair | undefined, edge: number): boolean {
  return pair !== undefined && pair.value > NEAR * edge;
}

/**
 * The leading eigenpairs, up to BEYOND more than asked for. Under SAM many pile up at the edge (docs/theory.md, section 6), and this costs as much as a
 * measurement.
 * @param search a fresh one
 */
export async function census(
  search: LeadingEigenpairs,
  { point, asked, label }: { readonly point: Float64Array; readonly asked: number; readonly label: string },
): Promise<SearchResult> {
  const count = Math.min(asked + BEYOND, point.length);
  const found = await search.at({ point, count, cold: false, label, limit: MOST_PRODUCTS });
  return { ...found, pairs: found.pairs.slice(0, count) };
}
