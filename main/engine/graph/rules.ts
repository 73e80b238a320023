import { binaryRules, powerRule, selectRule, unaryRules } from './elementwise-rules.ts';
import type { Rule } from './rule.ts';
import {
  broadcastRule,
  concatRule,
  gatherRule,
  matmulRule,
  padRule,
  reshapeRule,
  scatterRule,
  sliceRule,
  sumRule,
  transposeRule,
} from './structure-rules.ts';
import type { OperationName } from './tensor.ts';

const none = { forward: () => null, reverse: () => [] };

/** Forward and reverse derivative of every primitive. `maximum` and `one-hot` count as constant (graph/tensor.ts). */
export const rules: { readonly [Name in OperationName]: Rule<Name> } = {
  input: none,
  constant: none,
  maximum: none,
  'one-hot': none,
  ...unaryRules,
  ...binaryRules,
  power: powerRule,
  select: selectRule,
  matmul: matmulRule,
  sum: sumRule,
  broadcast: broadcastRule,
  reshape: reshapeRule,
  transpose: transposeRule,
  slice: sliceRule,
  pad: padRule,
  concat: concatRule,
  gather: gatherRule,
  scatter: scatterRule,
};
