import type { RunEvent } from '../../../app/run/run.ts';
import type { SearchResult } from '../curvature/search.ts';

/**
 * The event of eigenvalues that Lanczos could not find to their tolerance; none where it did.
 * @param place in words where they were looked for, if that is not the iterate
 */
export function unresolved(
  step: number,
  { converged, pairs, products }: SearchResult,
  { count, tolerance }: { readonly count: number; readonly tolerance: number },
  place = '',
): RunEvent[] {
  if (converged) return [];
  const wanted = pairs.slice(0, count).map((pair) => pair.residual);
  const residual = Math.max(...wanted) / Math.abs(pairs[0]!.value);
  const sentence =
    `After ${products} Hessian-vector products the eigenvalues ${place && `${place} `}are known to a residual of ${residual.toPrecision(2)}·|λ₁| only, ` +
    `not the ${tolerance} asked for; ask for fewer eigenvalues or a larger tolerance.`;
  return [{ step, kind: 'unresolved-sharpness', sentence, values: { residual } }];
}
