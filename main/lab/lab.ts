import { availableParallelism } from 'node:os';
import { LabError } from '../../app/contract/contract.ts';
import type { Lab, LabEvent, Method, Params, Results } from '../../app/contract/contract.ts';
import { activeStatuses } from '../../app/run/run.ts';
import { moduleFile } from '../module-file.ts';
import { StoreError } from '../store/error.ts';
import { processOwner } from '../store/owner.ts';
import type { Store } from '../store/store.ts';
import { ActiveRun, usualPatience } from './active-run.ts';
import type { Patience } from './active-run.ts';
import type { Answers } from './answers.ts';
import { bookmarkAnswers } from './bookmark-answers.ts';
import { commands } from './commands.ts';
import { dataAnswers } from './data-files.ts';
import { forkEngine } from './engine-process.ts';
import type { StartEngine } from './engine-process.ts';
import { Feed } from './feed.ts';
import { Keeper } from './keeper.ts';
import { keptPoint, keptPoints } from './kept-parameters.ts';
import { Pool } from './pool.ts';
import { internalProblem } from './problem.ts';
import { knownRun, queries } from './queries.ts';
import { RunRecord } from './run-record.ts';
import { Studies } from './studies.ts';
import { studyAnswers } from './study-answers.ts';

/** What went wrong inside the lab is told in its description; the newest of it. */
const MESSAGES_KEPT = 20;

export interface LabOptions {
  /** The lab does not close it. */
  readonly store: Store;
  /** How many runs compute side by side, and how many questions about runs; as many as the machine has cores where absent. */
  readonly engines?: number;
  readonly startEngine?: StartEngine;
  readonly patience?: Patience;
}

/** The lab over a store on this machine: queue, engine processes, events (docs/lab.md). */
export class LocalLab implements Lab {
  readonly #store: Store;
  readonly #owner = processOwner();
  readonly #messages: string[] = [];
  readonly #feed: Feed;
  readonly #pool: Pool;
  readonly #studies: Studies;
  readonly #keeper: Keeper;
  readonly #answers: Answers;

  constructor({
    store,
    engines = availableParallelism(),
    startEngine = forkEngine(engineMain),
    patience = usualPatience,
  }: LabOptions) {
    this.#store = store;
    this.#feed = new Feed((id) => store.getRun(id));
    this.#pool = new Pool(
      engines,
      (id, changed) =>
        new ActiveRun({
          load: () => {
            const run = knownRun(store, id);
            const { experiment, execution } = run;
            const checkpoint = store.readCheckpoint(id);
            const origin = run.fork ? keptPoint(run, keptPoints(store, run), 'start') : null;
            return { experiment, checkpoint, begun: checkpoint && execution, origin };
          },
          record: new RunRecord(store, this.#feed, id),
          startEngine,
          patience,
          changed,
          trouble: (problem) => this.#note(problem.message),
        }),
    );
    this.#keeper = new Keeper(store, this.#feed, this.#pool, this.#owner, (what, error) =>
      this.#note(internalProblem(what, error).message),
    );
    this.#studies = new Studies({
      store,
      feed: this.#feed,
      startEngine,
      patience,
      places: engines,
      trouble: (problem) => this.#note(problem.message),
    });
    this.#answers = {
      ...queries(store, this.#messages),
      ...commands({ store, feed: this.#feed, pool: this.#pool, owner: this.#owner }),
      ...studyAnswers(store, this.#studies),
      ...dataAnswers(store),
      ...bookmarkAnswers(store, this.#feed),
    };
    this.#keeper.start();
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
    try {
      return await this.#answers[method](params);
    } catch (error) {
      if (error instanceof StoreError) throw new LabError([{ code: error.code, message: error.message }]);
      throw error;
    }
  }

  subscribe(listener: (event: LabEvent) => void): () => void {
    return this.#feed.subscribe(listener);
  }

  /**
   * Ends the lab: active runs keep a checkpoint and become `interrupted`, questions are called off. @returns when no engine process is left.
   */
  async close(): Promise<void> {
    await Promise.all([this.#pool.close(), this.#studies.close()]);
    this.#keeper.stop();
    const endedAt = new Date().toISOString();
    for (const id of this.#pool.waiting) {
      const run = this.#store.getRun(id);
      if (!run || !activeStatuses.includes(run.status)) continue;
      this.#store.updateRun(id, { status: 'interrupted', endedAt });
      this.#feed.changed(id);
    }
    if (!this.#store.readOnly) this.#store.release(this.#owner);
    this.#feed.close();
  }

  /** Ends every engine process at once, without waiting: for a second Ctrl-C. */
  kill(): void {
    this.#pool.kill();
    this.#studies.kill();
  }

  #note(message: string): void {
    this.#messages.push(message);
    if (this.#messages.length > MESSAGES_KEPT) this.#messages.shift();
  }
}

/** The program of an engine process. */
export const engineMain = moduleFile(import.meta.filename, '../engine/main');
