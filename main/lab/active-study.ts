import { LabError } from '../../app/contract/contract.ts';
import type { NamedArray } from '../../app/run/checkpoint.ts';
import type { Problem } from '../../app/run/run.ts';
import type { FromEngine, ToEngine } from '../engine/protocol.ts';
import type { Patience } from './active-run.ts';
import { describeExit } from './engine-process.ts';
import type { EngineExit, EngineProcess, StartEngine } from './engine-process.ts';
import { refuse } from './problem.ts';
import { Watchdog } from './watchdog.ts';

/** What an engine is asked about a run. */
export type StudyRequest = Omit<Extract<ToEngine, { type: 'study' }>, 'type'>;

export interface ActiveStudyOptions {
  readonly request: StudyRequest;
  readonly startEngine: StartEngine;
  readonly patience: Patience;
  /** Told how far it is. */
  progress(share: number, what: string): void;
}

/** A question with its engine process, from the fork to the process's end. */
export class ActiveStudy {
  /** The arrays of the answer. Rejects with a LabError. */
  readonly answer: Promise<readonly NamedArray[]>;
  /** Resolves when the process has exited. */
  readonly gone: Promise<void>;
  readonly #options: ActiveStudyOptions;
  readonly #engine: EngineProcess;
  readonly #watchdog: Watchdog;
  #resolve: (arrays: readonly NamedArray[]) => void = () => undefined;
  #reject: (error: LabError) => void = () => undefined;
  #tellGone = (): void => undefined;

  constructor(options: ActiveStudyOptions) {
    this.#options = options;
    this.answer = new Promise((resolve, reject) => ([this.#resolve, this.#reject] = [resolve, reject]));
    this.gone = new Promise((resolve) => (this.#tellGone = resolve));
    this.#watchdog = new Watchdog((what) =>
      this.#giveUp({ code: 'engine-silent', message: `${what} Ask again, or for less.` }),
    );
    this.#watchdog.expect(options.patience.start, 'has not started');
    this.#engine = options.startEngine({
      message: (message) => this.#take(message),
      exit: (exit) => this.#exit(exit),
    });
  }

  /** Ends it at once: there is nothing of it to keep. */
  cancel(): void {
    this.#giveUp({ code: 'cancelled', message: 'The question was called off before it was answered.' });
  }

  #take(message: FromEngine): void {
    const { request, patience } = this.#options;
    this.#watchdog.expect(patience.silence, 'has been silent');
    switch (message.type) {
      case 'online':
        this.#engine.send({ type: 'study', ...request });
        return;
      case 'progress':
        return this.#options.progress(message.share, message.what);
      case 'answer':
        this.#watchdog.expect(patience.stop, 'did not exit');
        return this.#resolve(message.arrays);
      case 'failed':
        this.#watchdog.expect(patience.stop, 'did not exit');
        return this.#reject(new LabError([message.problem]));
      default:
        this.#giveUp({
          code: 'internal',
          message: `The engine process was asked a question and said ${message.type}.`,
        });
    }
  }

  /** What has been answered stays answered. */
  #giveUp(problem: Problem): void {
    this.#reject(new LabError([problem]));
    this.#engine.kill();
  }

  #exit(exit: EngineExit): void {
    const { how, said } = describeExit(exit);
    this.#reject(refuse('engine-exit', `The engine process ${how} before it had an answer.${said}`));
    this.#watchdog.rest();
    this.#tellGone();
  }
}
