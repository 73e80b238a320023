import { batchSize } from '../../experiment/batch.ts';
import { edgeNote } from '../../experiment/edge-note.ts';
import { formatNumber } from '../../format/number.ts';
import type { Run } from '../../run/run.ts';
import { lastUpTo } from '../../study/kept.ts';
import type { Spectrum } from '../../study/spectrum.ts';
import { indexAt, type Curve } from '../curve.ts';
import type { PlaneFigure } from '../figure.ts';
import type { Layer } from '../plane.ts';

/** The density of the Hessian's eigenvalues by stochastic Lanczos quadrature (docs/studies.md), with the edge and the leading eigenvalues. */
export const spectrum: PlaneFigure = {
  kind: 'plane',
  name: 'spectrum',
  title: 'Spectrum of the Hessian',
  formula: 'Σ weights·N(λ; θ, σ²) of Lanczos quadrature of ∇²ℓ(wₜ), log; lines: λ₁ … λₖ, dashed: edge',
  x: { title: 'λ, L/W²', scale: 'linear', holds: 'data' },
  y: { title: 'density, W²/L', scale: 'log', holds: 'data', decades: 5 },
  square: false,
  panels: 'each',
  wide: false,
  study: 'spectrum',
  isKept: ({ spectra }) => spectra.length > 0,
  series: (run) => (hasEdge(run) ? ['edge'] : []),
  layers: (run, { curve, studies, at }) => {
    const kept = lastUpTo(studies.spectra, at);
    if (!kept) return [];
    const edge = hasEdge(run) ? valueUpTo(curve('edge'), kept.step) : null;
    return [
      density(kept),
      verticals(`λ₁ … at step ${kept.step}`, 'value', kept.eigenvalues, (_, rank) =>
        rank === 0 ? 'λ₁' : '',
      ),
      ...(edge === null
        ? []
        : [verticals(`edge ${formatNumber(edge)}`, 'bound', Float64Array.of(edge), () => 'edge')]),
    ];
  },
};

function density({ grid, density: y, exact, vectors, steps, step }: Spectrum): Layer {
  const by = exact ? 'all eigenvalues' : `${vectors} probes × ${steps} Lanczos steps`;
  return { symbol: `density at step ${step}, ${by}`, role: 'value', shape: 'area', x: grid, y, step: null };
}

function verticals(
  symbol: string,
  role: Layer['role'],
  x: Float64Array,
  word: (value: number, rank: number) => string,
): Layer {
  return { symbol, role, shape: 'verticals', x, y: x.map(() => NaN), step: null, words: Array.from(x, word) };
}

function valueUpTo(curve: Curve | null, step: number): number | null {
  const value = curve?.value[indexAt(curve.step, step)];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function hasEdge({ experiment }: Run): boolean {
  return edgeNote(experiment.optimizer, batchSize(experiment)) === null;
}
