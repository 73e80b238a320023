import { wayText, type Candidate, type Execution, type Way } from '../../../app/run/execution.ts';
import { describeProblem, EngineError } from '../problem.ts';
import { tellWays, type Tell } from '../run/tell.ts';
import { Attempts, savableShare } from './attempts.ts';
import { conditionsOf } from './conditions.ts';
import { timingFile, TimingMemory } from './memory.ts';
import { openWay, type Opened, type Task } from './open-way.ts';
import { weigh, type Weighing } from './weigh.ts';

/** What a run is computed by, opened, and why. Whoever has it chosen releases `session`. */
export interface Chosen extends Opened, Pick<Execution, 'reason' | 'candidates'> {}

/**
 * Opens what a run is computed by: the backend that is asked for, in the quicker of its modes, or the quickest of all (docs/engine.md).
 * @throws EngineError where none works, naming what each lacks
 */
export async function choose(task: Task, tell: Tell): Promise<Chosen> {
  const { backend, steps, measure } = task.experiment;
  const run = { steps, measurements: steps / measure.sharpness.every };
  if (backend === 'onnx' || backend === 'reference')
    return { ...(await compile(task, { backend, mode: null }, tell)), reason: 'asked for', candidates: [] };
  const memory = new TimingMemory(timingFile(conditionsOf(task)));
  const attempts = new Attempts(task, tell);
  try {
    const weighing = await weigh(attempts.of(backend), run, savableShare(), (way) => memory.recall(way));
    memory.keep(attempts.measured);
    const chosen = await openBest(task, weighing, attempts, tell);
    const asked = backend === 'auto' ? 'auto: ' : 'asked for; ';
    const trouble = memory.trouble === null ? '' : `. ${memory.trouble}`;
    return { ...chosen, reason: asked + chosen.reason + trouble };
  } finally {
    for (const { session } of attempts.opened.values()) await session.release();
  }
}

/** Opens what a run was begun by: the rest of it is to be the same bit for bit. @throws EngineError where that is not there any more */
export async function openRecorded(task: Task, execution: Execution, tell: Tell): Promise<Chosen> {
  const { backend, mode, reason, candidates } = execution;
  try {
    return { ...(await compile(task, { backend, mode }, tell)), reason, candidates };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw new EngineError(
      error.code,
      `The run was begun by ${wayText(execution)} and can only be resumed by it. ${error.message}`,
      { cause: error },
    );
  }
}

async function compile(task: Task, way: Way, tell: Tell): Promise<Opened> {
  await tellWays(tell, 'compiling', [way]);
  return openWay(task, way);
}

/** The best that opens; what does not is told among the candidates. What is taken leaves the attempts. */
async function openBest(
  task: Task,
  { ranked, candidates, reason, failures }: Weighing,
  attempts: Attempts,
  tell: Tell,
): Promise<Chosen> {
  const failed = new Map(failures.map(({ way, problem }) => [wayText(way), problem]));
  const told = (): Candidate[] =>
    candidates.map((candidate) => ({
      ...candidate,
      note: failed.get(wayText(candidate))?.message ?? candidate.note,
    }));
  for (const [rank, way] of ranked.entries()) {
    const name = wayText(way);
    try {
      const opened = attempts.opened.get(name) ?? (await compile(task, way, tell));
      attempts.opened.delete(name);
      const better = ranked.slice(0, rank).map(wayText).join(', ');
      const why = rank === 0 ? reason : `the best that opens: ${better} failed`;
      return { ...opened, reason: why, candidates: told() };
    } catch (error) {
      failed.set(name, describeProblem(error));
    }
  }
  const { backend, precision } = task.experiment;
  const [first] = failed.values();
  if (backend !== 'auto' && first) throw new EngineError(first.code, first.message);
  const lacking = told().map((candidate) => `${wayText(candidate)}: ${candidate.note}`);
  throw new EngineError(
    'backend-missing',
    `No backend can compute this run in ${precision}. Choose another precision, or get what is missing (\`ravine doctor\`). ${lacking.join(' ')}`,
  );
}
