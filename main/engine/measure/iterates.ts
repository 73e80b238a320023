import type { Experiment } from '../../../app/experiment/experiment.ts';

/** The iterates around a measurement at step t; those before the start and after the end are missing. */
export interface Neighbourhood {
  /** w_{t−3}, where it is kept. */
  readonly earliest: Float64Array | null;
  /** w_{t−2}, where it is kept. */
  readonly earlier: Float64Array | null;
  readonly before: Float64Array | null;
  readonly here: Float64Array;
  readonly after: Float64Array | null;
}

/** How many iterates before a measured one are looked at. */
type Reach = 1 | 2 | 3;

/** The drift is seen over two steps, with momentum over three. */
export function reachOf({ measure, optimizer }: Pick<Experiment, 'measure' | 'optimizer'>): Reach {
  if (!measure.drift) return 1;
  return optimizer.momentum > 0 ? 3 : 2;
}

/**
 * Which steps are measured and whose iterates that needs: a measurement at t looks at w_{t−1}, w_t and w_{t+1}, so it is made when
 * w_{t+1} is there. The first is at step 0, from w_0 alone; the last step is measured by the run itself.
 */
export class Iterates {
  readonly #every: number;
  readonly #last: number;
  /** How many iterates before a measured one are kept with it. */
  readonly #reach: Reach;
  readonly #kept = new Map<number, Float64Array>();

  /** @param reach how many iterates before a measured one are looked at */
  constructor(every: number, last: number, reach: Reach) {
    this.#every = every;
    this.#last = last;
    this.#reach = reach;
  }

  /** Whether step t is measured between the start and the end. */
  isMeasured(step: number): boolean {
    return step > 0 && step < this.#last && step % this.#every === 0;
  }

  /** Whether the iterate of this step has to be kept. */
  isNeeded(step: number): boolean {
    for (let measured = step - 1; measured <= step + this.#reach; measured++)
      if (this.isMeasured(measured)) return true;
    return false;
  }

  /** The first step after `step` whose iterate is needed, or the last step of the run. */
  next(step: number): number {
    const after = step + 1;
    const coming = Math.ceil((after - 1) / this.#every) * this.#every; // first multiple ≥ after − 1
    for (const measured of [coming, coming + this.#every]) {
      for (let needed = measured - this.#reach; needed <= measured + 1; needed++)
        if (needed >= after && this.isMeasured(measured)) return Math.min(needed, this.#last);
    }
    return this.#last;
  }

  /** Keeps an iterate and forgets those that no coming measurement needs. */
  keep(step: number, values: Float64Array): void {
    this.#kept.set(step, values);
    for (const old of this.#kept.keys()) if (old < step - 1 - this.#reach) this.#kept.delete(old);
  }

  /** The neighbourhood of a step. @throws if its iterates were not kept. */
  around(step: number): Neighbourhood {
    const here = this.#kept.get(step);
    const before = this.#kept.get(step - 1);
    const after = this.#kept.get(step + 1);
    if (!here || !before || !after) throw new Error(`The iterates around step ${step} were not kept.`);
    const [earlier = null, earliest = null] = [this.#kept.get(step - 2), this.#kept.get(step - 3)];
    return { earliest, earlier, before, here, after };
  }

  get kept(): ReadonlyMap<number, Float64Array> {
    return this.#kept;
  }
}

/** ¼(w_{t−1} + 2w_t + w_{t+1}), which a period-two oscillation leaves in the middle; null at the ends of a run. */
export function midpoint({ before, here, after }: Neighbourhood): Float64Array | null {
  if (!before || !after) return null;
  return here.map((value, i) => 0.25 * (before[i]! + 2 * value + after[i]!));
}

/** δ_t along a unit vector: u·(½w_t − ¼w_{t−1} − ¼w_{t+1}); null at the ends of a run. */
export function offsetAlong({ before, here, after }: Neighbourhood, u: Float64Array): number | null {
  if (!before || !after) return null;
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * (0.5 * here[i]! - 0.25 * (before[i]! + after[i]!));
  return sum;
}
