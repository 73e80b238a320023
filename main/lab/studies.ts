import type { NamedArray } from '../../app/run/checkpoint.ts';
import type { Problem, Run } from '../../app/run/run.ts';
import type { KeptPoint, Question, StudyArrays } from '../../app/study/study.ts';
import type { StudySubject } from '../engine/protocol.ts';
import type { Store } from '../store/store.ts';
import { ActiveStudy, type StudyRequest } from './active-study.ts';
import type { Patience } from './active-run.ts';
import type { StartEngine } from './engine-process.ts';
import type { Feed } from './feed.ts';
import { keepAnswer, keptAnswer, keyOf, withSettings, type Asked } from './kept-answers.ts';
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
  readonly runs: readonly string[];
  readonly answer: Promise<StudyArrays>;
  cancel(): void;
}

/** A run, and parameters that are kept of it. */
type Beside = readonly [run: Run, points: readonly KeptPoint[]];

/** @throws LabError where the run has not begun */
function subject({ id, experiment, execution }: Run, points: readonly KeptPoint[]): StudySubject {
  if (!execution) throw refuse('no-parameters', `Run ${id} has not begun: there is nothing to measure.`);
  return { id, experiment, begun: execution, points };
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

  /**
   * @param beside the other run with its kept parameters, where the question is about two
   * @throws LabError with what the engine, or the process's end, says; `cancelled` after `cancel`
   */
  answer(
    run: Run,
    question: Question,
    points: readonly KeptPoint[],
    beside: Beside | null = null,
  ): Promise<StudyArrays> {
    const asked = { run: run.id, question, steps: points.map(({ step }) => step) };
    const kept = keptAnswer(this.#options.store, asked);
    if (kept) return Promise.resolve(kept);
    const key = keyOf(asked);
    const before = this.#pending.get(key);
    if (before) return before.answer;
    const request = { question, about: subject(run, points), beside: beside && subject(...beside) };
    const pending = this.#ask(asked, request);
    this.#pending.set(key, pending);
    const done = (): boolean => this.#pending.delete(key);
    pending.answer.then(done, done);
    return pending.answer;
  }

  /** Ends what is being answered about runs. */
  cancel(runs: readonly string[]): void {
    for (const pending of this.#pending.values())
      if (pending.runs.some((id) => runs.includes(id))) pending.cancel();
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

  #ask(asked: Asked, request: StudyRequest): Pending {
    let active: ActiveStudy | null = null;
    let isCancelled = false;
    const compute = async (): Promise<StudyArrays> => {
      await this.#turns.begin();
      try {
        if (isCancelled) throw refuse('cancelled', 'The question was called off before its turn came.');
        active = this.#start(request);
        return this.#keep(asked, await active.answer);
      } finally {
        this.#turns.end();
      }
    };
    return {
      runs: [request.about.id, ...(request.beside ? [request.beside.id] : [])],
      answer: compute(),
      cancel: () => {
        isCancelled = true;
        active?.cancel();
      },
    };
  }

  #start(request: StudyRequest): ActiveStudy {
    const { startEngine, patience, feed } = this.#options;
    const active = new ActiveStudy({
      request,
      startEngine,
      patience,
      progress: (share, what) => feed.study(request.about.id, request.question.kind, share, what),
    });
    this.#active.add(active);
    void active.gone.then(() => this.#active.delete(active));
    return active;
  }

  /** @returns the arrays as they will be read */
  #keep(asked: Asked, found: readonly NamedArray[]): StudyArrays {
    const arrays = withSettings(asked, found);
    const { store } = this.#options;
    try {
      if (!store.readOnly) keepAnswer(store, asked, arrays);
    } catch (error) {
      this.#options.trouble(internalProblem('An answer could not be kept', error));
    }
    return new Map(arrays.map(({ name, values }) => [name, values]));
  }
}
