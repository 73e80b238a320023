import type { Experiment } from '../../../app/experiment/experiment.ts';
import { wayText, type Execution } from '../../../app/run/execution.ts';
import type { Algebra } from '../curvature/algebra.ts';
import { openAlgebra } from '../execute/algebra.ts';
import type { Executor, Session } from '../execute/executor.ts';
import { openExecutor } from '../execute/executors.ts';
import { buildObjective } from '../objective/build.ts';
import type { Objective } from '../objective/objective.ts';
import { EngineError } from '../problem.ts';
import { attended } from '../run/attended.ts';
import { checkedMemory, foundData } from '../run/memory.ts';
import { buildStudyPrograms, type StudyPrograms } from './programs.ts';

/** A run's experiment opened for a study. Whoever opened it releases `session`. */
export interface OpenStudy {
  readonly experiment: Experiment;
  readonly objective: Objective;
  readonly programs: StudyPrograms;
  readonly session: Session;
  readonly algebra: Algebra;
}

/**
 * Opens an experiment in what its run was computed by: same backend, mode, precision and threads, so that the answer is about the numbers of the run. A
 * program is compiled when it is first run.
 * @param wanted Hessian-vector products that one call should make
 * @throws EngineError, also where this machine does not have what the run was computed by
 */
export async function openStudy(
  experiment: Experiment,
  begun: Execution,
  wanted: number,
): Promise<OpenStudy> {
  const objective = await buildObjective(experiment);
  checkedMemory(experiment, begun.backend, foundData(objective));
  const programs = buildStudyPrograms(experiment, objective, wanted);
  const { threads, mode } = begun;
  const algebra = await openAlgebra(objective.start.length, threads);
  const options = { precision: experiment.precision, threads, ...(mode === null ? {} : { mode }) };
  const executor = await sameExecutor(begun);
  const session = await executor.open(programs.module, options);
  const data = [...objective.data, ...(objective.evaluation?.data ?? [])];
  await session.write(Object.fromEntries(data.map(({ name, values }) => [name, values])));
  return { experiment, objective, programs, session: attended(session, turn), algebra };
}

async function sameExecutor(begun: Execution): Promise<Executor> {
  try {
    return await openExecutor(begun.backend, begun.threads);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const what = `The run was computed by ${wayText(begun)}, and so is what is measured of it afterwards.`;
    throw new EngineError(error.code, `${what} ${error.message}`, { cause: error });
  }
}

/** Lets messages in between two calls, and out: also the one that the lab is gone. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
