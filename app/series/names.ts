import { namedSeries, type SeriesDescription } from './named-series.ts';

const byName = new Map(namedSeries.map((series) => [series.name, series]));

/** The description of a series; `sharpness2`…, `sharpnessResidual2`…, `followedSharpness2`…, `oscillation2`…, `distance.ID` and `w.NAME` are made from their number or name. */
export function describeSeries(name: string): SeriesDescription {
  const known = byName.get(name);
  if (known) return known;
  const rank = /^sharpness(\d+)$/.exec(name)?.[1];
  if (rank)
    return {
      name,
      title: `Eigenvalue ${rank}`,
      symbol: `λ${subscript(rank)}`,
      cadence: 'measurement',
      formula: `λ${subscript(rank)}(∇²ℓ(w_t))`,
    };
  const residual = /^sharpnessResidual(\d+)$/.exec(name)?.[1];
  if (residual)
    return {
      name,
      title: `Residual of eigenvalue ${residual}`,
      symbol: `‖Hu − λu‖/|λ|, ${residual}`,
      cadence: 'measurement',
      formula: `‖Hu${subscript(residual)} − λ${subscript(residual)}u${subscript(residual)}‖/|λ${subscript(residual)}|`,
    };
  const followed = /^followedSharpness(\d+)$/.exec(name)?.[1];
  if (followed)
    return {
      name,
      title: `Eigenvalue of followed eigenvector ${followed}`,
      symbol: `λ${subscript(followed)} followed`,
      cadence: 'measurement',
      formula: `λ at the midpoint of the eigenvector that continues number ${followed} of the start`,
    };
  const direction = /^oscillation(\d+)$/.exec(name)?.[1];
  if (direction)
    return {
      name,
      title: `Eigen-oscillation ${direction}`,
      symbol: `δ${subscript(direction)}`,
      cadence: 'step',
      formula: `u${subscript(direction)}·(½w_t − ¼w_{t−1} − ¼w_{t+1})`,
    };
  const other = /^distance\.(.+)$/.exec(name)?.[1];
  if (other)
    return {
      name,
      title: `Distance from run ${other}`,
      symbol: '‖w − w′‖',
      cadence: 'step',
      formula: `‖w_t − w′_t‖, w′ of run ${other}`,
    };
  const coordinate = /^w\.(.+)$/.exec(name)?.[1];
  if (coordinate)
    return {
      name,
      title: `Coordinate ${coordinate}`,
      symbol: coordinate,
      cadence: 'step',
      formula: coordinate,
    };
  return { name, title: name, symbol: name, cadence: 'step', formula: '' };
}

/** Order in which series are listed and become CSV columns: as described above, then the rest by name. */
export function seriesOrder(a: string, b: string): number {
  const rank = (name: string): number => {
    const position = namedSeries.findIndex((series) => series.name === name);
    return position === -1 ? namedSeries.length : position;
  };
  return rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true });
}

function subscript(digits: string): string {
  return [...digits].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
