import type { ExpressionObjective } from '../../../app/experiment/experiment.ts';
import { parseFormula } from '../../../app/experiment/formula/parse.ts';
import { reshape, slice } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import { EngineError } from '../problem.ts';
import { recordedCoordinates } from './coordinates.ts';
import { formulaTensor } from './formula-tensor.ts';
import type { Objective } from './objective.ts';

/**
 * ℓ given by a formula; w are its variables in their order, and so are the recorded coordinates.
 * @throws EngineError `bad-objective` if the formula does not parse or the start does not fit
 */
export function buildExpression({ variables, formula, start }: ExpressionObjective): Objective {
  const parsed = parseFormula(formula, variables);
  if ('problems' in parsed) throw new EngineError('bad-objective', parsed.problems.join(' '));
  if (start.length !== variables.length)
    throw new EngineError(
      'bad-objective',
      `The start has ${start.length} values and there are ${variables.length} variables (${variables.join(', ')}); give one for each.`,
    );
  return {
    layers: [{ name: 'w', shape: [variables.length] }],
    start: Float64Array.from(start),
    data: [],
    loss: ([w]) => {
      const values = variables.map((name, i) => [name, reshape(slice(w!, [i], [1]), [])] as const);
      return formulaTensor(parsed.formula, new Map<string, Tensor>(values));
    },
    examples: null,
    coordinates: recordedCoordinates(variables, ([w]) => w!),
    quadratic: null,
    evaluation: null,
  };
}
