import { batchNote } from './batch.ts';
import type { Optimizer } from './experiment.ts';
import { optimizerRules } from './optimizer-rules.ts';

/** Why a run has no edge of stability, as one of its events. */
interface EdgeNote {
  readonly kind: 'mini-batches' | 'no-edge';
  readonly sentence: string;
}

/**
 * Why no edge of stability is recorded of runs of an optimizer; null where one is.
 * @param batch examples of a step; null: all
 */
export function edgeNote({ kind }: Pick<Optimizer, 'kind'>, batch: number | null): EdgeNote | null {
  if (batch !== null) return { kind: 'mini-batches', sentence: batchNote };
  const { name, bendFormula } = optimizerRules[kind];
  if (bendFormula !== null) return null;
  return { kind: 'no-edge', sentence: `No edge of stability is known for ${name}, and none is recorded.` };
}
