import { constantValue } from '../../../app/experiment/formula/evaluate.ts';
import type { Formula, FunctionName } from '../../../app/experiment/formula/formula.ts';
import {
  abs,
  add,
  constant,
  cos,
  div,
  exp,
  log,
  mul,
  neg,
  power,
  sin,
  sqrt,
  sub,
  tanh,
} from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';

type Operation = Extract<Formula, { kind: 'operation' }>;

const functions: Readonly<Record<FunctionName, (x: Tensor) => Tensor>> = {
  exp,
  log,
  sqrt,
  sin,
  cos,
  tanh,
  abs,
};

/** A formula as a tensor, its variables being tensors of one shape (which numbers broadcast to). */
export function formulaTensor(formula: Formula, variables: ReadonlyMap<string, Tensor>): Tensor {
  switch (formula.kind) {
    case 'number':
      return constant(formula.value);
    case 'variable':
      return variables.get(formula.name)!; // a parsed formula has no other variables
    case 'negative':
      return neg(formulaTensor(formula.of, variables));
    case 'operation':
      return operationTensor(formula, variables);
    case 'call':
      return functions[formula.name](formulaTensor(formula.of, variables));
  }
}

function operationTensor(
  { operator, left, right }: Operation,
  variables: ReadonlyMap<string, Tensor>,
): Tensor {
  const x = formulaTensor(left, variables);
  if (operator === '^') {
    const exponent = constantValue(right);
    // A power that varies is defined for positive x only.
    return exponent === null ? exp(mul(formulaTensor(right, variables), log(x))) : power(x, exponent);
  }
  const y = formulaTensor(right, variables);
  switch (operator) {
    case '+':
      return add(x, y);
    case '-':
      return sub(x, y);
    case '*':
      return mul(x, y);
    case '/':
      return div(x, y);
  }
}
