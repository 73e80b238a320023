import { lastUpTo, type KeptStudies } from '../../study/kept.ts';
import type { Plane, Slice } from '../../study/slice.ts';
import type { PlaneFigure } from '../figure.ts';
import { isolines } from '../isolines.ts';
import { levelsOf } from '../levels.ts';
import type { Layer } from '../plane.ts';
import { sliceMarks } from '../slice-marks.ts';

/** The loss over the plane of the two leading eigenvectors through an iterate (docs/studies.md). */
export const slicePlane = planeSlice({
  ...{ name: 'slicePlane', plane: 'u1,u2', second: 'u₂' },
  formula:
    'ℓ(wₜ + c₁u₁ + c₂u₂) in lines of equal loss; marks: wₜ, next iterates and ascent point, projected on the plane',
});

/** The same over u₁ and what is left of the gradient beside it. */
export const sliceGradient = planeSlice({
  ...{ name: 'sliceGradient', plane: 'u1,g', second: 'v' },
  formula:
    'ℓ(wₜ + c₁u₁ + c₂v) in lines of equal loss, v = g − (g·u₁)u₁, normalised; marks: wₜ, next iterates and ascent point, projected on the plane',
});

interface Setting {
  readonly name: string;
  readonly plane: Plane;
  /** What the second direction is called. */
  readonly second: string;
  readonly formula: string;
}

function planeSlice({ name, plane, second, formula }: Setting): PlaneFigure {
  const kept = ({ slices }: KeptStudies): readonly Slice[] => slices.filter((slice) => slice.plane === plane);
  return {
    kind: 'plane',
    ...{ name, formula },
    title: second === 'v' ? 'Slice over u₁ and the gradient' : `Slice over u₁ and ${second}`,
    x: { title: 'c₁ along u₁, W', scale: 'linear', holds: 'data' },
    y: { title: `c₂ along ${second}, W`, scale: 'linear', holds: 'data' },
    square: true,
    panels: 'own',
    wide: false,
    study: 'slice',
    isKept: (studies) => kept(studies).length > 0,
    series: () => [],
    layers: (_, { studies, at }) => {
      const slice = lastUpTo(kept(studies), at);
      return slice ? layersOf(slice) : [];
    },
  };
}

function layersOf(of: Slice): Layer[] {
  const { step, coordinates, values } = of;
  const [iterates, ...ascent] = sliceMarks(of, ({ second }) => second);
  return [
    {
      ...{ symbol: `ℓ at step ${step}`, role: 'value', shape: 'levels', step: null },
      ...isolines({ coordinates, values }, levelsOf(values)),
    },
    { symbol: 'its way on', role: 'bound', shape: 'line', x: iterates.x, y: iterates.y, step: null },
    iterates,
    ...ascent,
  ];
}
