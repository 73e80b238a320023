import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Way } from '../../../app/run/execution.ts';
import type { Executor, Session, Use, Values } from '../execute/executor.ts';
import { openExecutor } from '../execute/executors.ts';
import type { Module } from '../graph/program.ts';
import { size, type Shape } from '../graph/tensor.ts';
import type { Objective } from '../objective/objective.ts';
import { EngineError } from '../problem.ts';
import type { RunPrograms } from '../run/programs.ts';
import { timeCall, timeSteps, type Timing } from './timing.ts';

/** What is to be computed, whatever by. */
export interface Task {
  readonly experiment: Experiment;
  readonly objective: Objective;
  readonly programs: RunPrograms;
  readonly threads: number;
}

/** A way that was opened: everything compiled, the data in it. Whoever opened it releases `session`. */
export interface Opened {
  readonly way: Way;
  readonly executor: Executor;
  readonly session: Session;
  readonly openingSeconds: number;
}

/** Opens a way and compiles everything a run needs. @throws EngineError */
export async function openWay(task: Task, way: Way): Promise<Opened> {
  const began = performance.now();
  const executor = await openExecutor(way.backend, task.threads);
  try {
    const session = await openSession(task, way, executor);
    return { way, executor, session, openingSeconds: (performance.now() - began) / 1000 };
  } catch (error) {
    const { precision } = task.experiment;
    if (!(error instanceof EngineError) || executor.describe().precisions.includes(precision)) throw error;
    throw new EngineError(
      'precision-missing',
      `The backend ${way.backend} has no ${precision}; choose another precision or backend.`,
      { cause: error },
    );
  }
}

async function openSession(task: Task, { mode }: Way, executor: Executor): Promise<Session> {
  const { experiment, programs, threads } = task;
  const { precision } = experiment;
  const options = { precision, threads, ...(mode === null ? {} : { mode }) };
  const session = await executor.open(programs.module, options);
  try {
    await session.write(dataOf(task.objective));
    await session.prepare(usesOf(programs.module));
    return session;
  } catch (error) {
    await session.release();
    throw error;
  }
}

const PRODUCT_CALLS = 8; // of a measurement: two warm searches, at the iterate and at the midpoint (docs/engine.md, curvature)

/** What steps and measurements take by an opened way. It leaves the session's variables anywhere: a run sets them when it begins. @throws EngineError */
export async function timeWay(
  { experiment, objective, programs }: Task,
  { executor, session, openingSeconds }: Opened,
): Promise<{ readonly timing: Timing; readonly thorough: boolean }> {
  const { start } = objective;
  await session.write({ w: start, start, reference: start, lossLimit: Float64Array.of(Infinity) });
  const { step } = programs.module.programs;
  const rows = Object.entries(step?.rows ?? {});
  const steps = (count: number): Promise<unknown> => {
    const stacked = rows.map(([name, shape]) => [name, [count, ...shape]] as const);
    return session.iterate('step', count, zeros(Object.fromEntries(stacked)));
  };
  const together = step?.alone ? 1 : undefined;
  const { microseconds, thorough } = await timeSteps(steps, experiment.steps, together);
  const product = programs.module.programs[PRODUCTS];
  const inputs = zeros(product?.inputs ?? {});
  const call = product ? await timeCall(() => session.run(PRODUCTS, inputs)) : 0;
  const timing = {
    device: executor.device,
    microsecondsPerStep: microseconds,
    microsecondsPerMeasurement: PRODUCT_CALLS * call,
    openingSeconds,
  };
  return { timing, thorough };
}

const PRODUCTS = 'hessianVectorProducts';

function zeros(shapes: Readonly<Record<string, Shape>>): Values {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, new Float64Array(size(shape))]),
  );
}

/** The calls that a run makes: steps many at once, everything else one by one. */
function usesOf({ programs }: Module): Use[] {
  return Object.keys(programs).map((program) => ({ program, call: program === 'step' ? 'iterate' : 'run' }));
}

function dataOf({ data, evaluation }: Objective): Record<string, Float64Array> {
  return Object.fromEntries([...data, ...(evaluation?.data ?? [])].map(({ name, values }) => [name, values]));
}
