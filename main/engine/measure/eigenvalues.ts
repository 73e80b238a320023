import type { Eigenpair } from '../curvature/search.ts';

/**
 * Values of the series of some eigenpairs, λ₁ first: `NAME`, `NAME2`, … the eigenvalues, and `NAMEResidual`, `NAMEResidual2`, … their residuals
 * ‖Hu − λu‖/|λ|, of those that are not zero.
 */
export function eigenvalues(name: string, pairs: readonly (Eigenpair | undefined)[]): Record<string, number> {
  const values: Record<string, number> = {};
  pairs.forEach((pair, i) => {
    if (!pair) return;
    const rank = i === 0 ? '' : String(i + 1);
    values[`${name}${rank}`] = pair.value;
    if (pair.value !== 0) values[`${name}Residual${rank}`] = pair.residual / Math.abs(pair.value);
  });
  return values;
}
