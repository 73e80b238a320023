import { lastUpTo } from '../../study/kept.ts';
import type { Slice } from '../../study/slice.ts';
import type { PlaneFigure } from '../figure.ts';
import type { Layer } from '../plane.ts';
import { sliceMarks } from '../slice-marks.ts';

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

function layersOf(of: Slice): Layer[] {
  const { step, coordinates: x, values: y } = of;
  return [
    { symbol: `ℓ along u₁ at step ${step}`, role: 'value', shape: 'line', x, y, step: null },
    ...sliceMarks(of, ({ loss }) => loss),
  ];
}
