import type { OperationName, Tensor } from '../tensor.ts';
import { accumulateRule } from './accumulate.ts';
import { arithmeticRules, selectRule } from './arithmetic.ts';
import { contractionRules } from './contraction.ts';
import { convolutionRules } from './convolution.ts';
import { layoutRules } from './layout.ts';
import { leafRules } from './leaf.ts';
import { lookupRules } from './lookup.ts';
import { poolingRules } from './pooling.ts';
import type { Rule, Rules } from './rule.ts';
import { powerRule, unaryRules } from './unary.ts';

/** Forward and reverse derivative of every primitive. */
const rules: Rules<OperationName> = {
  ...leafRules,
  ...unaryRules,
  power: powerRule,
  ...arithmeticRules,
  select: selectRule,
  ...contractionRules,
  ...layoutRules,
  ...lookupRules,
  ...convolutionRules,
  ...poolingRules,
  accumulate: accumulateRule,
};

/** The rule of a node's operation: the table pairs each name with its own rule, so the node fits the rule found. */
export function ruleOf(node: Tensor): Rule<OperationName> {
  const rule: Rule<OperationName> = rules[node.operation.op];
  return rule;
}
