import type { Optimizer } from '../experiment/experiment.ts';
import { optimizerRules, plainSettings } from '../experiment/optimizer-rules.ts';
import { hasProvenCycle } from './quadratic.ts';

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

/**
 * Where an optimizer's cycle at this λ₁ holds, and who showed it: of plain SAM on a quadratic of the theorem by its ηλ₁, elsewhere by the rule of the optimizer.
 * @param eigenvalues of the quadratic that the experiment is of; null for other objectives, on which a cycle is that of the quadratic along u₁
 */
export function cycleRegime(
  optimizer: Optimizer,
  sharpness: number | null,
  eigenvalues: readonly number[] | null,
): string {
  const plain = plainSettings(optimizer);
  const isProven = plain !== null && eigenvalues !== null && hasProvenCycle(eigenvalues);
  const shown = isProven && sharpness !== null ? regimeOf(plain.stepSize * sharpness) : null;
  return shown?.source ?? optimizerRules[optimizer.kind].regime;
}
