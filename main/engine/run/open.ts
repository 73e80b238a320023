import type { Experiment } from '../../../app/experiment/experiment.ts';
import { buildObjective } from '../objective/build.ts';
import type { Objective } from '../objective/objective.ts';
import { resolveEpsilon } from '../optimizer/rules.ts';
import { chooseExecutor } from './choose-executor.ts';
import { checkedMemory, foundData } from './memory.ts';
import { buildPrograms } from './programs.ts';
import type { OpenRun } from './run.ts';
import { chooseThreads } from './threads.ts';

/**
 * Builds and compiles an experiment and puts its data into a session; whoever opened it releases `session`.
 * @throws EngineError, `memory` where the machine has less left than the run needs: before its data are made, and again when they are known
 */
export async function openRun(experiment: Experiment): Promise<OpenRun> {
  checkedMemory(experiment, experiment.backend, null);
  const objective = await buildObjective(experiment);
  const threads = chooseThreads(experiment, objective);
  const { executor, reason } = await chooseExecutor(experiment, objective, threads);
  const { backend, library, device } = executor.describe();
  const memoryEstimate = checkedMemory(experiment, backend, foundData(objective));
  const programs = buildPrograms(experiment, objective);
  const { precision } = experiment;
  const session = await executor.open(programs.module, { precision, threads });
  const execution = {
    ...{ backend, library, precision, device, threads, reason },
    epsilon: resolveEpsilon(experiment),
    parameters: objective.start.length,
    ...programs.sampling,
    memoryEstimate,
  };
  try {
    await session.write(dataOf(objective));
  } catch (error) {
    await session.release();
    throw error;
  }
  return { experiment, objective, programs, session, execution };
}

function dataOf({ data, evaluation }: Objective): Record<string, Float64Array> {
  return Object.fromEntries([...data, ...(evaluation?.data ?? [])].map(({ name, values }) => [name, values]));
}
