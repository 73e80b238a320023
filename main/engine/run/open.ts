import type { Backend, Experiment } from '../../../app/experiment/experiment.ts';
import type { Executor } from '../execute/executor.ts';
import { openExecutor } from '../execute/executors.ts';
import { buildObjective } from '../objective/build.ts';
import type { Objective } from '../objective/objective.ts';
import { resolveEpsilon } from '../optimizer/rules.ts';
import { buildPrograms } from './programs.ts';
import type { OpenRun } from './run.ts';
import { chooseThreads } from './threads.ts';

/** Builds and compiles an experiment and puts its data into a session; whoever opened it releases `session`. @throws EngineError */
export async function openRun(experiment: Experiment): Promise<OpenRun> {
  const objective = await buildObjective(experiment);
  const { executor, reason } = await chooseExecutor(experiment);
  const threads = chooseThreads(experiment, objective);
  const programs = buildPrograms(experiment, objective, experiment.measure.sharpness.count);
  const { precision } = experiment;
  const session = await executor.open(programs.module, { precision, threads });
  const { backend, library, device } = executor.describe();
  const execution = {
    ...{ backend, library, precision, device, threads, reason },
    epsilon: resolveEpsilon(experiment),
    parameters: objective.start.length,
  };
  await session.write(dataOf(objective));
  return { experiment, objective, programs, session, execution };
}

const preferred: readonly Backend[] = ['onnx', 'reference'];

async function chooseExecutor({
  backend,
  precision,
}: Experiment): Promise<{ executor: Executor; reason: string }> {
  if (backend !== 'auto') return { executor: await openExecutor(backend), reason: 'asked for' };
  const missing: string[] = [];
  for (const candidate of preferred) {
    try {
      const executor = await openExecutor(candidate);
      if (executor.describe().precisions.includes(precision))
        return { executor, reason: ['the first that can', ...missing].join('; ') };
      missing.push(`${candidate} has no ${precision}`);
    } catch (error) {
      missing.push(`${candidate}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(missing.join('; '));
}

function dataOf({ data, evaluation }: Objective): Record<string, Float64Array> {
  return Object.fromEntries([...data, ...(evaluation?.data ?? [])].map(({ name, values }) => [name, values]));
}
