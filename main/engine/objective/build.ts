import type { Experiment } from '../../../app/experiment/experiment.ts';
import { buildExpression } from './expression.ts';
import { buildNetwork } from './network.ts';
import type { Objective } from './objective.ts';
import { buildQuadratic } from './quadratic.ts';

/**
 * The objective of an experiment with its data and its start. Everything random in it comes from the seed's streams `weights/…`,
 * `rotation`, `start` and `data/…`, so experiments that share seed and objective share data and start bit for bit.
 * @throws EngineError when a data file is missing or damaged, or loss and data do not go together
 */
export async function buildObjective({
  seed,
  objective,
}: Pick<Experiment, 'seed' | 'objective'>): Promise<Objective> {
  switch (objective.kind) {
    case 'quadratic':
      return buildQuadratic(objective, seed);
    case 'expression':
      return buildExpression(objective);
    case 'network':
      return buildNetwork(objective, seed);
  }
}
