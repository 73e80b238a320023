import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Execution } from '../../../app/run/execution.ts';
import type { KeptPoint } from '../../../app/study/study.ts';
import { choose, openRecorded } from '../choose/choose.ts';
import type { Algebra } from '../curvature/algebra.ts';
import { openAlgebra } from '../execute/algebra.ts';
import type { Session } from '../execute/executor.ts';
import { buildObjective } from '../objective/build.ts';
import { flatPoint } from '../kept-point.ts';
import type { Objective } from '../objective/objective.ts';
import type { Numbers } from '../numbers.ts';
import { resolveEpsilon } from '../optimizer/rules.ts';
import { checkedMemory, foundData } from './memory.ts';
import { buildPrograms, type RunPrograms } from './programs.ts';
import type { Tell } from './tell.ts';
import { chooseThreads } from './threads.ts';

/** Everything a run is made of, opened and compiled. */
export interface OpenRun {
  readonly experiment: Experiment;
  readonly objective: Objective;
  readonly programs: RunPrograms;
  readonly session: Session;
  readonly algebra: Algebra;
  /** In the numbers of the run. */
  readonly heldAlgebra: Algebra<Numbers>;
  readonly execution: Execution;
}

/**
 * Builds and compiles an experiment and puts its data into a session; whoever opened it releases `session`.
 * @param begun what a run that is resumed was begun by; it goes on by the same
 * @param origin where a run begins that was forked off another
 * @throws EngineError, `memory` where the machine has less left than the run needs: before its data are made, and again when they are known
 */
export async function openRun(
  experiment: Experiment,
  begun: Execution | null = null,
  tell: Tell = () => Promise.resolve(),
  origin: KeptPoint | null = null,
): Promise<OpenRun> {
  const backend = begun?.backend ?? experiment.backend;
  checkedMemory(experiment, backend, null);
  const built = await buildObjective(experiment);
  const objective = origin ? { ...built, start: flatPoint(origin, built) } : built;
  const memoryEstimate = checkedMemory(experiment, backend, foundData(objective));
  const threads = begun?.threads ?? chooseThreads(experiment, objective);
  const algebra = await openAlgebra(objective.start.length, threads);
  const heldAlgebra = await openAlgebra(objective.start.length, threads, experiment.precision);
  const programs = buildPrograms(experiment, objective);
  const task = { experiment, objective, programs, threads };
  const { way, executor, session, reason, candidates } = await (begun
    ? openRecorded(task, begun, tell)
    : choose(task, tell));
  const { library, device } = executor;
  const execution = {
    ...{ ...way, library, precision: experiment.precision, device, threads, reason, candidates },
    epsilon: resolveEpsilon(experiment),
    parameters: objective.start.length,
    ...programs.sampling,
    memoryEstimate,
  };
  return { experiment, objective, programs, session, algebra, heldAlgebra, execution };
}
