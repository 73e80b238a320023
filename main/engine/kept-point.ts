import type { KeptPoint } from '../../app/study/study.ts';
import type { Objective } from './objective/objective.ts';
import { EngineError } from './problem.ts';

/** The flat parameters of a kept point. @throws EngineError `bad-point` where they are not of this experiment */
export function flatPoint({ step, layers }: KeptPoint, objective: Objective): Float64Array {
  const w = new Float64Array(objective.start.length);
  let begin = 0;
  for (const { name, shape } of objective.layers) {
    const values = layers.get(name);
    const size = shape.reduce((product, length) => product * length, 1);
    if (values?.length !== size)
      throw new EngineError(
        'bad-point',
        `The parameters that are kept of step ${step} do not fit the experiment: ${name} should have ${size} values and has ${values?.length ?? 'none'}. Its data may have changed since.`,
      );
    w.set(values, begin);
    begin += size;
  }
  return w;
}
