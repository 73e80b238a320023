import type { LabError, Params } from '../../app/contract/contract.ts';
import { activeStatuses } from '../../app/run/run.ts';
import type { Run } from '../../app/run/run.ts';
import type { Owner } from '../store/owner.ts';
import type { Store } from '../store/store.ts';
import type { Answers } from './answers.ts';
import type { Feed } from './feed.ts';
import { fork } from './fork.ts';
import type { Pool } from './pool.ts';
import { refuse } from './problem.ts';
import { knownRun } from './queries.ts';

type Commands = Pick<
  Answers,
  | 'runs.start'
  | 'runs.fork'
  | 'runs.pause'
  | 'runs.resume'
  | 'runs.step'
  | 'runs.stop'
  | 'runs.delete'
  | 'runs.restore'
  | 'runs.annotate'
>;

/** What the commands work on. */
export interface Work {
  readonly store: Store;
  readonly feed: Feed;
  readonly pool: Pool;
  readonly owner: Owner;
}

/** The methods that change runs. Each answers when its wish is passed on; what becomes of it is told by events. */
export function commands(work: Work): Commands {
  return {
    'runs.start': async ({ experiments }) => ({ ids: await start(work, experiments) }),
    'runs.fork': async (params) => ({ id: await fork(work, params) }),
    'runs.pause': ({ ids }) => each(work, ids, pause),
    'runs.resume': ({ ids }) => each(work, ids, resume),
    'runs.step': ({ id, count }) => step(work, id, count),
    'runs.stop': ({ ids }) =>
      each(work, ids, (_, run) => {
        void stop(work, run);
      }),
    'runs.delete': ({ ids }) => remove(work, ids),
    'runs.restore': ({ ids }) => {
      work.store.restoreRuns(ids);
      ids.forEach((id) => work.feed.changed(id));
      return null;
    },
    'runs.annotate': (params) => annotate(work, params),
  };
}

async function each(
  work: Work,
  ids: readonly string[],
  act: (work: Work, run: Run) => void | Promise<void>,
): Promise<null> {
  // All are known before any is changed.
  const runs = ids.map((id) => knownRun(work.store, id));
  await Promise.all(runs.map(async (run) => act(work, run)));
  return null;
}

async function start({ store, feed, pool, owner }: Work, experiments: readonly unknown[]): Promise<string[]> {
  // The parser of formulas takes 0.4 s to load: only who starts something waits for it.
  const { parseExperiments } = await import('./parse-experiments.ts');
  const parsed = parseExperiments(experiments);
  const ids: string[] = [];
  try {
    for (const run of parsed) ids.push(store.createRun({ ...run, owner }).id);
  } finally {
    // Also those before one that could not be stored: they are there, so they run.
    ids.forEach((id) => feed.changed(id));
    pool.add(ids);
  }
  return ids;
}

function pause({ store, feed, pool }: Work, run: Run): void {
  const active = pool.active(run.id);
  if (active && !active.ended) return active.pause();
  if (pool.hold(run.id)) {
    store.updateRun(run.id, { status: 'paused' });
    feed.changed(run.id);
  } else if (run.status !== 'paused') {
    throw notHere(run, 'not-active', 'only a run that goes on can be paused');
  }
}

/** A paused run goes on; one that was stopped, interrupted or failed is queued again, from its last checkpoint. */
async function resume({ store, feed, pool, owner }: Work, run: Run): Promise<void> {
  const active = pool.active(run.id);
  if (active && !active.ended) return active.resume();
  await active?.gone;
  if (['finished', 'converged', 'diverged'].includes(run.status))
    throw refuse('not-resumable', `Run ${run.id} has ${run.status}: there is nothing to resume.`);
  if (pool.queued(run.id) || pool.active(run.id)) return;
  if (!store.claim(run.id, owner)) throw ownedElsewhere(run);
  const checkpoint = store.readCheckpoint(run.id);
  store.truncateAfter(run.id, checkpoint?.step ?? -1);
  store.updateRun(run.id, {
    status: 'queued',
    step: checkpoint?.step ?? 0,
    seconds: checkpoint?.seconds ?? 0,
    summary: null,
    problem: null,
    endedAt: null,
  });
  feed.changed(run.id);
  pool.add([run.id]);
}

function step({ store, pool }: Work, id: string, count: number): null {
  const run = knownRun(store, id);
  const active = pool.active(id);
  if (!active?.paused) throw notHere(run, 'not-paused', 'only a paused run can be stepped');
  active.step(count);
  return null;
}

/** A run that is not active stays as it is. @returns when its engine process is gone. */
function stop({ store, feed, pool, owner }: Work, run: Run): Promise<void> {
  const active = pool.active(run.id);
  if (active) return active.stop('stopped');
  if (!activeStatuses.includes(run.status)) return Promise.resolve();
  if (!pool.withdraw(run.id) && !store.claim(run.id, owner)) throw ownedElsewhere(run);
  store.updateRun(run.id, { status: 'stopped', endedAt: new Date().toISOString() });
  feed.changed(run.id);
  return Promise.resolve();
}

function annotate({ store, feed }: Work, { id, ...notes }: Params<'runs.annotate'>): Run {
  knownRun(store, id);
  const { name, note, tags, pinned, archived } = notes;
  const run = store.updateRun(id, {
    ...(name !== undefined && { name }),
    ...(note !== undefined && { note }),
    ...(tags !== undefined && { tags }),
    ...(pinned !== undefined && { pinned }),
    ...(archived !== undefined && { archived }),
  });
  feed.changed(id);
  return run;
}

async function remove(work: Work, ids: readonly string[]): Promise<null> {
  await each(work, ids, stop);
  work.store.deleteRuns(ids);
  work.feed.removed(ids);
  return null;
}

function notHere(run: Run, code: string, reason: string): LabError {
  return activeStatuses.includes(run.status) && code === 'not-active'
    ? ownedElsewhere(run)
    : refuse(code, `Run ${run.id} is ${run.status}: ${reason}.`);
}

function ownedElsewhere(run: Run): LabError {
  return refuse(
    'owned-elsewhere',
    `Run ${run.id} is ${run.status} in another process, which uses the same store: only that one can change it.`,
  );
}
