import { optimizerRules, type OptimizerAtStep } from '../experiment/optimizer-rules.ts';

/** Who showed that SAM on a quadratic ends in its two-cycle, by how large x = ηλ₁ is. */
export interface Regime {
  /** Upper end of 0 < x < below. */
  readonly below: number;
  readonly source: string;
}

/** From the narrowest on. */
export const regimes: readonly Regime[] = [
  { below: 0.5, source: 'proved by Bartlett, Long and Bousquet for ηλ₁ < ½' },
  { below: 1, source: 'proved by Wen, Ma and Li for ηλ₁ < 1' },
  { below: 2, source: 'derived in docs/theory.md for ηλ₁ < 2' },
];

/** The narrowest regime that x = ηλ₁ lies in; null where there is no cycle. */
export function regimeOf(x: number): Regime | null {
  return x > 0 ? (regimes.find(({ below }) => x < below) ?? null) : null;
}

/** Where an optimizer's cycle at this λ₁ holds, and who showed it: of plain SAM by its ηλ₁, of others in general. */
export function cycleRegime(settings: OptimizerAtStep, sharpness: number | null): string {
  const plain = settings.kind === 'sam' && settings.momentum === 0;
  const shown = plain && sharpness !== null ? regimeOf(settings.stepSize * sharpness) : null;
  return shown?.source ?? optimizerRules[settings.kind].regime;
}
