import type { Phase } from '../../app/run/phase.ts';
import type { Problem } from '../../app/run/run.ts';
import type { FromEngine, ToEngine } from '../engine/protocol.ts';
import { describeExit } from './engine-process.ts';
import type { EngineExit, EngineProcess, StartEngine } from './engine-process.ts';
import { internalProblem } from './problem.ts';
import type { RunEnd, RunRecord } from './run-record.ts';
import { Watchdog } from './watchdog.ts';

/** How long an engine may leave the lab without an answer, in milliseconds (docs/lab.md). */
export interface Patience {
  /** From its start to its first message: Node and the native libraries load. */
  readonly start: number;
  /** Between two messages while it computes: one compilation, or one measurement on a very large network. */
  readonly silence: number;
  /** From the wish to stop to its end: one call of fused steps and a checkpoint. */
  readonly stop: number;
}

export const usualPatience: Patience = { start: 60_000, silence: 15 * 60_000, stop: 15_000 };

export interface ActiveRunOptions {
  /** What the engine is to compute, read when it is ready to hear it. */
  load(): Omit<Extract<ToEngine, { type: 'start' }>, 'type'>;
  readonly record: RunRecord;
  readonly startEngine: StartEngine;
  readonly patience: Patience;
  /** Told when it starts or ends to take a place among the computing ones, and once, last, when the process is gone. */
  changed(): void;
  /** Told of an end that could not be stored. */
  trouble(problem: Problem): void;
}

const SILENT = 'has been silent';

/** A run with its engine process, from the fork to the process's end. */
export class ActiveRun {
  readonly #options: ActiveRunOptions;
  readonly #engine: EngineProcess;
  readonly #watchdog: Watchdog;
  readonly #gone: Promise<void>;
  #paused = false;
  /** Whether everything is compiled: until then it may be deaf, and has computed nothing. */
  #ready = false;
  /** What it is busy with until then. */
  #opening: Phase | null = null;
  /** The status a stop ends in. */
  #stopping: 'stopped' | 'interrupted' | null = null;
  #ended = false;
  #exited = false;
  #tellGone = (): void => undefined;

  constructor(options: ActiveRunOptions) {
    this.#options = options;
    this.#gone = new Promise((resolve) => (this.#tellGone = resolve));
    this.#watchdog = new Watchdog((what) =>
      this.#giveUp({
        code: 'engine-silent',
        message: `${what} What it had sent is kept; resume goes on from the last checkpoint.`,
      }),
    );
    this.#watchdog.expect(options.patience.start, 'has not started');
    this.#engine = options.startEngine({
      message: (message) => this.#guarded(() => this.#take(message)),
      exit: (exit) => this.#exit(exit),
    });
  }

  /** Whether it takes a place among the runs that compute: paused ones do not. */
  get computing(): boolean {
    return !this.#paused && !this.#ended;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Whether the run has ended; its process may still be on its way out. */
  get ended(): boolean {
    return this.#ended;
  }

  get exited(): boolean {
    return this.#exited;
  }

  /** Resolves when the process has exited. */
  get gone(): Promise<void> {
    return this.#gone;
  }

  /** At its next step, or at once where it has not come to the first: there it stays then. */
  pause(): void {
    this.#engine.send({ type: 'pause' });
    if (!this.#ready) this.#show('paused');
    else if (!this.#paused) this.#await('pausing');
  }

  resume(): void {
    this.#go({ type: 'resume' });
  }

  step(count: number): void {
    this.#go({ type: 'step', count });
  }

  #go(message: ToEngine): void {
    this.#watchdog.expect(this.#options.patience.silence, SILENT);
    this.#engine.send(message);
    // A pause that has not come about is called off without a word.
    if (!this.#ready || !this.#paused) this.#show('running');
  }

  /**
   * Ends it after a checkpoint; by force where it does not answer, and at once where it has not come to the first step: nothing is lost then.
   * @returns when the process is gone
   */
  stop(status: 'stopped' | 'interrupted'): Promise<void> {
    if (this.#stopping !== null || this.#ended) return this.#gone;
    this.#stopping = status;
    if (this.#ready) {
      this.#engine.send({ type: 'stop' });
      this.#await('stopping');
      this.#watchdog.expect(this.#options.patience.stop, 'did not stop');
    } else {
      this.#end({ status, problem: null });
      this.#engine.kill();
    }
    return this.#gone;
  }

  /** Ends it at once; what is stored stays. */
  kill(): void {
    this.#stopping ??= 'stopped';
    this.#engine.kill();
  }

  /** Ends it at once without a word in the store: the run has gone to another lab. */
  abandon(): void {
    this.#ended = true;
    this.#engine.kill();
  }

  #take(message: FromEngine): void {
    if (this.#ended) return;
    const { record, patience } = this.#options;
    if (this.#stopping === null) this.#watchdog.expect(patience.silence, SILENT);
    switch (message.type) {
      case 'online':
        this.#engine.send({ type: 'start', ...this.#options.load() });
        return;
      case 'opening':
        this.#opening = message.phase;
        return record.status(this.#status, message.phase);
      case 'ready':
        this.#ready = true;
        this.#opening = null;
        return record.begin(this.#status, message.execution);
      case 'arrays':
        return record.arrays(message.arrays);
      case 'points':
        return record.points(message);
      case 'checkpoint':
        return record.checkpoint(message.checkpoint);
      case 'event':
        return record.event(message.event);
      case 'paused':
        this.#watchdog.rest();
        return this.#show('paused');
      case 'resumed':
        return this.#show('running');
      case 'done':
        return this.#end({
          status: message.status === 'stopped' ? (this.#stopping ?? 'stopped') : message.status,
          problem: message.problem,
          step: message.step,
          seconds: message.seconds,
          costs: message.costs,
        });
      case 'failed':
        return this.#end({ status: 'failed', problem: message.problem });
      case 'progress':
      case 'answer':
        throw new Error(`it says ${message.type}, and was asked no question`);
      default:
        throw new Error(`it says ${JSON.stringify(message satisfies never)}`);
    }
  }

  get #status(): 'running' | 'paused' {
    return this.#paused ? 'paused' : 'running';
  }

  #show(status: 'running' | 'paused'): void {
    this.#paused = status === 'paused';
    this.#options.record.status(status, this.#opening);
    this.#options.changed();
  }

  /** What it is asked for comes at the end of a step, which may be a long one. */
  #await(kind: 'pausing' | 'stopping'): void {
    this.#options.record.status(this.#status, { kind, what: '', since: new Date().toISOString() });
  }

  /** What the engine says cannot be kept (the disk is full, the message is malformed): the run fails, the lab goes on. */
  #guarded(take: () => void): void {
    try {
      take();
    } catch (error) {
      this.#giveUp(internalProblem('What the engine reported could not be kept', error));
    }
  }

  #giveUp(problem: Problem): void {
    const status = this.#stopping ?? 'failed';
    this.#end({ status, problem });
    this.#engine.kill();
  }

  #end(end: RunEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#paused = false;
    this.#watchdog.expect(this.#options.patience.stop, 'did not exit');
    try {
      this.#options.record.end(end);
    } catch (error) {
      this.#options.trouble(internalProblem('The end of a run could not be kept', error));
    }
    this.#options.changed();
  }

  #exit(exit: EngineExit): void {
    this.#exited = true;
    if (this.#stopping) this.#end({ status: this.#stopping, problem: null });
    else this.#end({ status: 'failed', problem: exitProblem(exit) });
    this.#watchdog.rest();
    this.#tellGone();
    this.#options.changed();
  }
}

function exitProblem(exit: EngineExit): Problem {
  const { how, said } = describeExit(exit);
  return {
    code: 'engine-exit',
    message: `The engine process ${how} before the run was done. Everything up to the last points is kept; resume goes on from the last checkpoint.${said}`,
  };
}
