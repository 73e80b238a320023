import type { ExpressionObjective } from '../../../app/experiment/experiment.ts';
import type { Formula } from '../../../app/experiment/formula/formula.ts';
import { parseFormula } from '../../../app/experiment/formula/parse.ts';
import { concat, gather, input, mul, reshape, slice, sum } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import { EngineError } from '../problem.ts';
import { recordedCoordinates } from './coordinates.ts';
import { formulaTensor } from './formula-tensor.ts';
import type { ExampleMeans, Objective } from './objective.ts';

/**
 * ℓ given by a formula, or the mean of one formula for each example; w are its variables in their order, and so are the recorded coordinates.
 * @throws EngineError `bad-objective` if a formula does not parse or the start does not fit
 */
export function buildExpression({ variables, formula, start }: ExpressionObjective): Objective {
  if (start.length !== variables.length)
    throw new EngineError(
      'bad-objective',
      `The start has ${start.length} values and there are ${variables.length} variables (${variables.join(', ')}); give one for each.`,
    );
  const common = {
    layers: [{ name: 'w', shape: [variables.length] }],
    start: Float64Array.from(start),
    coordinates: recordedCoordinates(variables, ([w]) => w!),
    quadratic: null,
    evaluation: null,
  };
  if (typeof formula === 'string') {
    const parsed = parsedFormula(formula, variables);
    return {
      ...common,
      data: [],
      loss: ([w]) => formulaTensor(parsed, valuesOf(w!, variables)),
      examples: null,
    };
  }
  const means = exampleLosses(
    formula.map((text) => parsedFormula(text, variables)),
    variables,
  );
  const examples = formula.length;
  return {
    ...common,
    data: means.arrays,
    loss: (layers) => means.contributions(layers, [input('data/inputs', [examples, 1])], examples)[0]!,
    examples: { ...means, shape: { examples, inputs: 1, outputs: 1, classes: false, image: null } },
  };
}

/** The mean of formulas. Data: `data/inputs` [formulas, 1], their numbers from 0 on, so that some of them can be taken. */
function exampleLosses(formulas: readonly Formula[], variables: readonly string[]): ExampleMeans {
  const count = formulas.length;
  return {
    names: ['loss'],
    arrays: [{ name: 'data/inputs', shape: [count, 1], values: Float64Array.from(formulas.keys()) }],
    contributions: ([w], [numbers], of) => {
      const values = valuesOf(w!, variables);
      const all = formulas.map((formula) => reshape(formulaTensor(formula, values), [1]));
      return [mul(1 / of, sum(gather(concat(all, 0), numbers!)))];
    },
  };
}

function parsedFormula(text: string, variables: readonly string[]): Formula {
  const parsed = parseFormula(text, variables);
  if ('problems' in parsed) throw new EngineError('bad-objective', parsed.problems.join(' '));
  return parsed.formula;
}

/** The variables as scalars. */
function valuesOf(w: Tensor, variables: readonly string[]): ReadonlyMap<string, Tensor> {
  return new Map(variables.map((name, i) => [name, reshape(slice(w, [i], [1]), [])]));
}
