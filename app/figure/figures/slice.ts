import { lastUpTo } from '../../study/kept.ts';
import type { Mark, Slice } from '../../study/slice.ts';
import type { PlaneFigure } from '../figure.ts';
import type { Layer } from '../plane.ts';

/** The loss along u₁ through an iterate, where the ascent looks and where the next steps lead (docs/studies.md). */
export const slice: PlaneFigure = {
  kind: 'plane',
  name: 'slice',
  title: 'Slice along u₁',
  formula:
    'ℓ(wₜ + c u₁); marks: wₜ, next iterates, ascent point with the ℓ where they are, beside the slice or on it',
  x: { title: 'c along u₁, W', scale: 'linear', holds: 'data' },
  y: { title: 'ℓ, L', scale: 'linear', holds: 'data' },
  square: false,
  panels: 'own',
  wide: false,
  study: 'slice',
  isKept: ({ slices }) => slices.some(({ plane }) => plane === 'u1'),
  series: () => [],
  layers: (_, { studies, at }) => {
    const kept = lastUpTo(
      studies.slices.filter(({ plane }) => plane === 'u1'),
      at,
    );
    return kept ? layersOf(kept) : [];
  },
};

function layersOf({ step, coordinates, values, iterates, ascent }: Slice): Layer[] {
  const iterateWords = iterates.map((_, i) => (i === 0 ? 'wₜ' : `+${i}`));
  return [
    {
      symbol: `ℓ along u₁ at step ${step}`,
      role: 'value',
      shape: 'line',
      x: coordinates,
      y: values,
      step: null,
    },
    {
      ...marks('wₜ and the next iterates', 'value', iterates, iterateWords),
      step: Float64Array.from(iterates, (__, i) => step + i),
    },
    ...(ascent ? [marks('ascent point', 'bound', [ascent], ['ascent'])] : []),
  ];
}

function marks(symbol: string, role: Layer['role'], at: readonly Mark[], words: readonly string[]): Layer {
  return {
    symbol,
    role,
    shape: 'marks',
    x: Float64Array.from(at, ({ first }) => first),
    y: Float64Array.from(at, ({ loss }) => loss),
    step: null,
    words,
  };
}
