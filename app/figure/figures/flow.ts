import type { PlaneFigure } from '../figure.ts';

/** The distance from the gradient flow that was followed on demand, at the steps that a run keeps (docs/studies.md). */
export const flow: PlaneFigure = {
  kind: 'plane',
  name: 'flow',
  title: 'Distance from the gradient flow, at the kept steps',
  formula: '‖wₜ − w(ηt)‖, ẇ = −∇ℓ(w) from w₀',
  x: { title: 't, 1', scale: 'linear', holds: 'zero' },
  y: { title: '‖wₜ − w(ηt)‖, W', scale: 'linear', holds: 'zero' },
  square: false,
  panels: 'together',
  wide: false,
  study: 'flow',
  isKept: ({ flow: kept }) => kept !== null,
  sentence: ({ flow: kept }) => kept?.sentence ?? null,
  series: () => [],
  layers: (_, { studies: { flow: kept } }) => {
    if (!kept) return [];
    const { step, distance } = kept;
    // As far as it was followed.
    const isFollowed = (__: number, index: number): boolean => Number.isFinite(distance[index]);
    const [x, y] = [step.filter(isFollowed), distance.filter(isFollowed)];
    return [{ symbol: 'distance', role: 'value', shape: 'line', x, y, step: x }];
  },
};
