import type { NamedArray } from '../../app/run/checkpoint.ts';
import type { Problem, Run } from '../../app/run/run.ts';
import {
  placeOf,
  SETTINGS,
  settingsOf,
  type KeptPoint,
  type Question,
  type StudyArrays,
} from '../../app/study/study.ts';
import type { Store } from '../store/store.ts';
import { ActiveStudy } from './active-study.ts';
import type { Patience } from './active-run.ts';
import type { StartEngine } from './engine-process.ts';
import type { Feed } from './feed.ts';
import { internalProblem, refuse } from './problem.ts';
import { Turns } from './turns.ts';

export interface StudiesOptions {
  readonly store: Store;
  readonly feed: Feed;
  readonly startEngine: StartEngine;
  readonly patience: Patience;
  /** How many are computed side by side. */
  readonly places: number;
  /** Told of an answer that could not be stored. */
  trouble(problem: Problem): void;
}

/** A question that is being answered, or waits for its turn. */
interface Pending {
  readonly run: string;
  readonly answer: Promise<StudyArrays>;
  cancel(): void;
}

/**
 * Answers questions about runs (docs/studies.md): from the store where the same was asked before, else by an engine process of their own. Answers are kept
 * with the run, the newest for each place; who asks what is being answered already waits for that answer.
 */
export class Studies {
  readonly #options: StudiesOptions;
  readonly #turns: Turns;
  readonly #pending = new Map<string, Pending>();
  /** Those with a process. */
  readonly #active = new Set<ActiveStudy>();

  constructor(options: StudiesOptions) {
    this.#options = options;
    this.#turns = new Turns(options.places);
  }

  /** @throws LabError with what the engine, or the process's end, says; `cancelled` after `cancel` */
  answer(run: Run, question: Question, points: readonly KeptPoint[]): Promise<StudyArrays> {
    const steps = points.map(({ step }) => step);
    const place = placeOf(question, steps);
    const settings = settingsOf(question, steps);
    const stored = this.#stored(run.id, place, settings);
    if (stored) return Promise.resolve(stored);
    const key = `${run.id}/${place}${settings.join()}`;
    const before = this.#pending.get(key);
    if (before) return before.answer;
    const pending = this.#ask(run, question, points);
    this.#pending.set(key, pending);
    const done = (): boolean => this.#pending.delete(key);
    pending.answer.then(done, done);
    return pending.answer;
  }

  /** Ends what is being answered about runs. */
  cancel(runs: readonly string[]): void {
    for (const pending of this.#pending.values()) if (runs.includes(pending.run)) pending.cancel();
  }

  /** Ends everything. @returns when no engine process is left. */
  async close(): Promise<void> {
    this.kill();
    await Promise.all([...this.#active].map(({ gone }) => gone));
  }

  /** Ends everything, without waiting. */
  kill(): void {
    for (const pending of this.#pending.values()) pending.cancel();
  }

  #stored(run: string, place: string, settings: Float64Array): StudyArrays | null {
    const arrays = new Map(
      this.#options.store
        .readArrays(run, place)
        .map(({ name, values }) => [name.slice(place.length), values]),
    );
    const kept = arrays.get(SETTINGS);
    const same = kept?.length === settings.length && kept.every((value, i) => Object.is(value, settings[i]));
    return same ? arrays : null;
  }

  #ask(run: Run, question: Question, points: readonly KeptPoint[]): Pending {
    let active: ActiveStudy | null = null;
    let isCancelled = false;
    const compute = async (): Promise<StudyArrays> => {
      await this.#turns.begin();
      try {
        if (isCancelled) throw refuse('cancelled', 'The question was called off before its turn came.');
        active = this.#start(run, question, points);
        return this.#keep(run.id, question, points, await active.answer);
      } finally {
        this.#turns.end();
      }
    };
    return {
      run: run.id,
      answer: compute(),
      cancel: () => {
        isCancelled = true;
        active?.cancel();
      },
    };
  }

  #start(run: Run, question: Question, points: readonly KeptPoint[]): ActiveStudy {
    const { experiment, execution } = run;
    if (!execution)
      throw refuse('no-parameters', `Run ${run.id} has not begun: there is nothing to measure.`);
    const { startEngine, patience, feed } = this.#options;
    const active = new ActiveStudy({
      request: { experiment, begun: execution, question, points },
      startEngine,
      patience,
      progress: (share, what) => feed.study(run.id, question.kind, share, what),
    });
    this.#active.add(active);
    void active.gone.then(() => this.#active.delete(active));
    return active;
  }

  /** @returns the arrays as they will be read */
  #keep(
    run: string,
    question: Question,
    points: readonly KeptPoint[],
    found: readonly NamedArray[],
  ): StudyArrays {
    const steps = points.map(({ step }) => step);
    const place = placeOf(question, steps);
    const settings = settingsOf(question, steps);
    const arrays = [...found, { name: SETTINGS, shape: [settings.length], values: settings }];
    const { store } = this.#options;
    try {
      if (!store.readOnly)
        store.saveArrays(
          run,
          arrays.map((array) => ({ ...array, name: place + array.name })),
        );
    } catch (error) {
      this.#options.trouble(internalProblem('An answer could not be kept', error));
    }
    return new Map(arrays.map(({ name, values }) => [name, values]));
  }
}
