import { batchSize } from '../../experiment/batch.ts';
import { optimizerRules } from '../../experiment/optimizer-rules.ts';
import type { Run } from '../../run/run.ts';
import type { PlaneFigure } from '../figure.ts';
import { knownPairs, pairs } from '../pairs.ts';
import type { Layer } from '../plane.ts';

/**
 * (δ_t, δ_{t+1}), two steps that follow each other: on the falling diagonal every step flips, and a two-cycle is the points (a, −a) and (−a, a)
 * (docs/theory.md, sections 2, 5 and 7).
 */
export const phasePortrait: PlaneFigure = {
  kind: 'plane',
  name: 'phasePortrait',
  title: 'Phase portrait',
  formula:
    '(δₜ, δₜ₊₁) of steps that follow each other; rings: the two-cycle (±a, ∓a), for SAM without momentum a = ηρλ₁/(2−ηλ₁)',
  x: { title: 'δₜ, W', scale: 'linear', holds: 'symmetry' },
  y: { title: 'δₜ₊₁, W', scale: 'linear', holds: 'symmetry' },
  square: true,
  panels: 'each',
  wide: false,
  study: null,
  series: (run) => ['oscillation', ...(hasCycle(run) ? ['cycleAmplitude'] : [])],
  layers: (run, { curve }) => {
    const oscillation = curve('oscillation');
    const next = knownPairs(pairs({ curve: oscillation }, { curve: oscillation, lag: 1 }));
    const amplitude = hasCycle(run) ? curve('cycleAmplitude') : null;
    const last = amplitude?.value.findLastIndex((value) => Number.isFinite(value)) ?? -1;
    const a = amplitude?.value[last];
    const points: Layer = { symbol: '(δₜ, δₜ₊₁)', role: 'value', shape: 'cloud', ...next };
    if (a === undefined || !(a > 0)) return [points];
    const cycle: Layer = {
      symbol: '±a predicted',
      role: 'bound',
      shape: 'marks',
      x: Float64Array.of(a, -a),
      y: Float64Array.of(-a, a),
      step: null,
      words: ['(a, −a)', '(−a, a)'],
    };
    return [points, cycle];
  },
};

function hasCycle({ experiment }: Run): boolean {
  return optimizerRules[experiment.optimizer.kind].cycleFormula !== null && batchSize(experiment) === null;
}
