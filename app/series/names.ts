import { namedSeries, type SeriesDescription } from './named-series.ts';

const byName = new Map(namedSeries.map((series) => [series.name, series]));

/** The description of a series; `sharpness2`…, `sharpnessResidual2`… and their like at other points, `oscillation2`…, `distance.ID` and `w.NAME` are made from their number or name. */
export function describeSeries(name: string): SeriesDescription {
  const known = byName.get(name);
  if (known) return known;
  const [, place, residual, rank] =
    /^(sharpness|midpointSharpness|followedSharpness|ascentSharpness|flowSharpness)(Residual)?(\d*)$/.exec(
      name,
    ) ?? [];
  if (place) {
    const i = subscript(rank || '1');
    const { where, mark } = eigenvaluePlaces[place]!;
    return residual
      ? {
          name,
          title: `Residual of eigenvalue ${rank || 1}${where}`,
          symbol: `‖Hu${i} − λ${i}u${i}‖/|λ${i}|`,
          cadence: 'measurement',
          formula: `‖Hu${i} − λ${i}u${i}‖/|λ${i}|${where}`,
        }
      : {
          name,
          title: `Eigenvalue ${rank}${where}`,
          symbol: `λ${i}${mark}`,
          cadence: 'measurement',
          formula: place === 'sharpness' ? `λ${i}(∇²ℓ(w_t))` : `λ${i}${where}`,
        };
  }
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

/** Where the series of eigenvalues are taken, in words and in their symbols. */
const eigenvaluePlaces: Readonly<Record<string, { readonly where: string; readonly mark: string }>> = {
  sharpness: { where: '', mark: '' },
  midpointSharpness: { where: ' at the midpoint', mark: '*' },
  followedSharpness: { where: ' by the start, its eigenvector followed at the midpoint', mark: ' followed' },
  ascentSharpness: { where: ' at the ascent point', mark: '⁺' },
  flowSharpness: { where: ' on the gradient flow', mark: ' flow' },
};

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
