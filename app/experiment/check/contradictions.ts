import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { Experiment, Measure, Objective, Optimizer } from '../experiment.ts';
import { float32Problems } from './float32.ts';
import { objectiveProblems } from './objective.ts';
import { sizeProblems } from './size.ts';

/**
 * What is wrong between settings that are right one by one. Each check runs as soon as the parts it needs are right, whatever else is
 * wrong with the experiment. `written` has no unknown keys.
 */
export function contradictions(written: unknown): Problem[] {
  const part = <Schema extends v.GenericSchema>(key: string, schema: Schema) => {
    const result = v.safeParse(schema, isObject(written) ? written[key] : undefined);
    return result.success ? result.output : null;
  };
  const { noise, stop, precision } = Experiment.entries;
  const objective = part('objective', Objective);
  const measure = part('measure', v.optional(Measure, {}));
  const numbers = {
    objective,
    optimizer: part('optimizer', Optimizer),
    noise: part('noise', noise),
    stop: part('stop', stop),
  };
  return [
    ...(objective ? objectiveProblems(objective) : []),
    ...(objective && measure ? sizeProblems(objective, measure) : []),
    ...(part('precision', precision) === 'float32' ? float32Problems(numbers) : []),
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
