import type { Run } from '../../app/run/run.ts';
import type { Owner } from './owner.ts';
import { newRunId } from './run-id.ts';

/** What a new run is made of; the rest of it begins empty, with status `queued`. */
export interface NewRun extends Pick<Run, 'name' | 'experiment' | 'hash' | 'startHash'> {
  /** Where it begins from; its own start where absent. */
  readonly fork?: Run['fork'];
  /** A new one where absent. */
  readonly id?: string;
  /** Who will work on it. */
  readonly owner?: Owner;
}

/** A run that waits for its turn. */
export function queuedRun(given: NewRun, appVersion: string): Run {
  return {
    id: given.id ?? newRunId(),
    name: given.name,
    status: 'queued',
    phase: null,
    experiment: given.experiment,
    hash: given.hash,
    startHash: given.startHash,
    fork: given.fork ?? null,
    execution: null,
    step: 0,
    seconds: 0,
    costs: null,
    summary: null,
    problem: null,
    note: '',
    tags: [],
    pinned: false,
    archived: false,
    createdAt: new Date().toISOString(),
    startedAt: null,
    endedAt: null,
    appVersion,
  };
}
