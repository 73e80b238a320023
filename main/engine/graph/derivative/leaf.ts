import type { Rule, Rules } from './rule.ts';
import type { OperationName } from '../tensor.ts';

const independent: Rule<OperationName> = { forward: () => null, reverse: () => [] };

/** Primitives that count as constant: leaves, and what is flat wherever it has a derivative (graph/tensor.ts). */
export const leafRules: Rules<'input' | 'constant' | 'maximum' | 'one-hot'> = {
  input: independent,
  constant: independent,
  maximum: independent,
  'one-hot': independent,
};
