import type { Experiment } from '../../../app/experiment/experiment.ts';
import { EngineError } from '../problem.ts';
import { buildChain } from './chain.ts';
import { buildNetwork } from './network.ts';
import type { Objective } from './objective.ts';
import { buildQuadraticMap } from './quadratic-map.ts';
import { buildQuadratic } from './quadratic.ts';

type Part = Pick<Experiment, 'seed' | 'objective' | 'measure'>;

/**
 * The objective of an experiment with its data and its start. Everything random in it comes from the seed's streams `weights/…`,
 * `rotation`, `start` and `data/…`, so experiments that share seed and objective share data and start bit for bit.
 * @throws EngineError when a data file is missing or damaged, or loss and data do not go together, or more eigenvalues are to be measured
 * than there are parameters
 */
export async function buildObjective(experiment: Part): Promise<Objective> {
  const objective = await objectiveOf(experiment);
  const [parameters, { count }] = [objective.start.length, experiment.measure.sharpness];
  if (count > parameters)
    throw new EngineError(
      'bad-objective',
      `measure.sharpness.count is ${count} and there are ${parameters} parameters; ask for fewer eigenvalues.`,
    );
  return objective;
}

async function objectiveOf({ objective, seed }: Part): Promise<Objective> {
  switch (objective.kind) {
    case 'quadratic':
      return buildQuadratic(objective, seed);
    case 'expression': {
      const { buildExpression } = await import('./expression.ts'); // loads the formula parser, which no other kind needs
      return buildExpression(objective);
    }
    case 'chain':
      return buildChain(objective);
    case 'quadratic-map':
      return buildQuadraticMap(objective, seed);
    case 'network':
      return buildNetwork(objective, seed);
  }
}
