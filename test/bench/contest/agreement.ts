import type { Precision } from '../../../app/experiment/experiment.ts';
import { checkedNames, type Checked, type Quantity } from './quantity.ts';

/** Relative difference up to which two implementations compute the same. */
const TOLERANCE: Readonly<Record<Precision, number>> = { float32: 1e-4, float64: 1e-9 };

/** Where two implementations differ by more than their precision explains; null where they agree. */
export function disagreement(
  quantity: Quantity,
  precision: Precision,
  ours: Checked,
  theirs: Checked,
): string | null {
  for (const place of ['first', 'last'] as const) {
    const names = checkedNames[quantity];
    const [own, other] = [ours[place] ?? [], theirs[place] ?? []];
    if (own.length !== other.length) return `${own.length} numbers against ${other.length}`;
    for (const [i, value] of own.entries()) {
      const difference = Math.abs(value - other[i]!) / Math.abs(value);
      if (!(difference <= TOLERANCE[precision]))
        return `${names[i]} of the ${place} step is ${value} against ${other[i]}`;
    }
  }
  return null;
}
