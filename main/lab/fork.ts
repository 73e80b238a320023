import type { Params } from '../../app/contract/contract.ts';
import { LabError } from '../../app/contract/contract.ts';
import { forkedExperiment } from '../../app/experiment/fork.ts';
import { startHash } from '../../app/experiment/hash.ts';
import type { NamedArray } from '../../app/run/checkpoint.ts';
import type { Fork, Run } from '../../app/run/run.ts';
import type { Store } from '../store/store.ts';
import type { Work } from './commands.ts';
import { forkPoints, keptPoint } from './kept-parameters.ts';
import { knownRun } from './queries.ts';

const LONGEST_NAME = 200;

/**
 * Puts a fork in the queue: the parameters of the point become its start, step 0, with no velocity.
 * @returns its id
 * @throws LabError `no-point` or `no-parameters` where there are none, or the problems of the experiment, each at its place
 */
export async function fork(
  { store, feed, pool, owner }: Work,
  { id, point, changes }: Params<'runs.fork'>,
): Promise<string> {
  const parent = knownRun(store, id);
  const kept = forkPoints(store, parent);
  const { step } = point === undefined ? kept.at(-1)! : keptPoint(parent, kept, point);
  const forked = forkedExperiment(parent.experiment, changes);
  if ('problems' in forked) throw new LabError(forked.problems);
  const { parseOne } = await import('./parse-experiments.ts');
  const run = parseOne(forked.written);
  const from: Fork | null = step === 0 ? parent.fork : { run: id, step };
  const { experiment } = run;
  const child = store.createForked(
    {
      ...run,
      name: experiment.name || nameOf(run.name, parent, step),
      fork: from,
      startHash: startHash(experiment, from),
      owner,
    },
    startOf(store, parent, step),
  );
  feed.changed(child.id);
  pool.add([child.id]);
  return child.id;
}

function nameOf(described: string, parent: Run, step: number): string {
  return `${described}, from step ${step} of ${parent.name || parent.id}`.slice(0, LONGEST_NAME);
}

/** The parameters of a step, as a run keeps its start. */
function startOf(store: Store, parent: Run, step: number): NamedArray[] {
  const shapes = new Map(store.readArrays(parent.id, 'start/').map(({ name, shape }) => [name, shape]));
  const { layers } = keptPoint(parent, forkPoints(store, parent), step);
  return [...shapes].map(([name, shape]) => ({
    name,
    shape,
    values: layers.get(name.slice('start/'.length))!,
  }));
}
