/** A spectral density on a grid. */
export interface Density {
  readonly grid: Float64Array;
  readonly values: Float64Array;
  /** Standard deviation of the Gaussians. */
  readonly broadening: number;
}

const POINTS = 512;
const BROADENING = 0.01; // of the width of the spectrum: five grid points
const MARGIN = 5; // standard deviations beyond the ends: all but 6e-7 of the outermost Gaussian

/**
 * Σ weights·N(x; node, σ²) with σ a hundredth of the spectrum's width (of its size, where all eigenvalues are one; 1, where that is zero).
 * @param ends the smallest and the largest eigenvalue, where known beyond the nodes
 */
export function broadened(nodes: Float64Array, weights: Float64Array, ends: readonly number[]): Density {
  const from = nodes.reduce((least, node) => Math.min(least, node), Math.min(...ends));
  const to = nodes.reduce((most, node) => Math.max(most, node), Math.max(...ends));
  const broadening = BROADENING * (to - from || Math.abs(to)) || 1;
  const begin = from - MARGIN * broadening;
  const stride = (to - from + 2 * MARGIN * broadening) / (POINTS - 1);
  const grid = Float64Array.from({ length: POINTS }, (_, i) => begin + i * stride);
  const scale = 1 / (broadening * Math.sqrt(2 * Math.PI));
  const values = grid.map((x) =>
    nodes.reduce(
      (sum, node, i) => sum + weights[i]! * scale * Math.exp(-0.5 * ((x - node) / broadening) ** 2),
      0,
    ),
  );
  return { grid, values, broadening };
}
