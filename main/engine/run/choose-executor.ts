import type { Backend, Experiment } from '../../../app/experiment/experiment.ts';
import type { Executor } from '../execute/executor.ts';
import { openExecutor } from '../execute/executors.ts';
import type { Objective } from '../objective/objective.ts';
import { EngineError } from '../problem.ts';

/** The executor of a run and, for its record, why it was taken. */
export interface Choice {
  readonly executor: Executor;
  readonly reason: string;
}

const SMALL = 64; // parameters without data: a step takes plain loops about 10 µs, less than one call of a library (docs/performance.md)

/** The executor that is asked for, else the first of the usual order that is there in the precision. @throws EngineError if none is. */
export async function chooseExecutor(
  experiment: Experiment,
  objective: Objective,
  threads: number,
): Promise<Choice> {
  const { backend, precision } = experiment;
  if (backend !== 'auto') {
    const executor = await openExecutor(backend, threads);
    if (!executor.describe().precisions.includes(precision))
      throw new EngineError(
        'precision-missing',
        `The backend ${backend} has no ${precision}; choose another precision or backend.`,
      );
    return { executor, reason: 'asked for' };
  }
  const small = experiment.objective.kind !== 'network' && objective.start.length <= SMALL;
  const order: readonly Backend[] = small ? ['reference', 'onnx'] : ['onnx', 'reference'];
  const passed: string[] = [];
  for (const candidate of order) {
    try {
      const executor = await openExecutor(candidate, threads);
      if (!executor.describe().precisions.includes(precision))
        passed.push(`${candidate} has no ${precision}`);
      else return { executor, reason: reasonOf(small, passed) };
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      passed.push(`${candidate}: ${error.message}`);
    }
  }
  throw new EngineError('backend-missing', `No backend can run this experiment. ${passed.join('; ')}`);
}

function reasonOf(small: boolean, passed: readonly string[]): string {
  const usual = small
    ? 'auto: plain loops are quickest for few parameters'
    : 'auto: compiled, many steps inside one call';
  return passed.length === 0 ? usual : `auto: ${passed.join('; ')}`;
}
