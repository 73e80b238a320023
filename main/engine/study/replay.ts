import { EngineError } from '../problem.ts';
import { flatPoint } from '../kept-point.ts';
import type { StudySubject } from '../protocol.ts';
import { attended } from '../run/attended.ts';
import { openRun, type OpenRun } from '../run/open.ts';
import { Stepper } from '../run/stepper.ts';

/** A run computed once more from its start, step by step, by what computed it: every iterate, held against those that are kept. */
export class Replay {
  readonly #open: OpenRun;
  readonly #stepper: Stepper;
  readonly #kept: ReadonlyMap<number, Float64Array>;
  readonly #id: string;
  #step = 0;
  #w: Float64Array;

  private constructor(id: string, open: OpenRun, kept: ReadonlyMap<number, Float64Array>) {
    const { experiment, programs, objective } = open;
    this.#id = id;
    this.#open = open;
    this.#kept = kept;
    this.#w = objective.start;
    const session = attended(open.session, () => new Promise((resolve) => setImmediate(resolve)));
    this.#stepper = new Stepper(session, experiment, programs, objective);
  }

  /**
   * At its start. Whoever opened it releases it.
   * @throws EngineError, also where this machine does not have what the run was computed by, and `bad-point` where its start is not kept
   */
  static async open({ id, experiment, begun, points }: StudySubject): Promise<Replay> {
    const [origin] = points;
    if (origin?.step !== 0) throw new EngineError('bad-point', `The start of run ${id} is not kept.`);
    const open = await openRun(experiment, begun, undefined, origin);
    try {
      const kept = new Map(points.map((point) => [point.step, flatPoint(point, open.objective)]));
      const replay = new Replay(id, open, kept);
      await replay.#begin();
      return replay;
    } catch (error) {
      await open.session.release();
      throw error;
    }
  }

  /** w_t, flat [parameters]. */
  get w(): Float64Array {
    return this.#w;
  }

  /** Takes one step. @throws EngineError `not-reproduced` where the run has other parameters at the step it comes to */
  async advance(): Promise<void> {
    const { end } = await this.#stepper.advance(this.#step, 1);
    this.#w = end?.iterate ?? (await this.#open.session.read(['w']))['w']!;
    this.#step++;
    const kept = this.#kept.get(this.#step);
    if (kept && !kept.every((value, i) => Object.is(value, this.#w[i])))
      throw new EngineError(
        'not-reproduced',
        `Computed again, run ${this.#id} is not itself at step ${this.#step}: it was computed on another machine, with another library, or from data that have changed since. Its distance from another run is not known.`,
      );
  }

  release(): Promise<void> {
    return this.#open.session.release();
  }

  /** Nothing is measured: the directions of the oscillation stay zero, and no loss is too large. */
  async #begin(): Promise<void> {
    const { session, objective, programs, experiment } = this.#open;
    const { start } = objective;
    const zeros = (): Float64Array => new Float64Array(start.length);
    await session.write({
      ...{ w: start, start, reference: start, lossLimit: Float64Array.of(Infinity) },
      ...('velocity' in programs.module.variables ? { velocity: zeros() } : {}),
      directions: new Float64Array(experiment.measure.sharpness.count * start.length),
    });
    this.#w = (await session.read(['w']))['w']!;
  }
}
