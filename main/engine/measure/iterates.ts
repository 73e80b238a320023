/** The iterates around a measurement at step t; those before the start and after the end are missing. */
export interface Neighbourhood {
  readonly before: Float64Array | null;
  readonly here: Float64Array;
  readonly after: Float64Array | null;
}

/**
 * Which steps are measured and whose iterates that needs: a measurement at t looks at w_{t−1}, w_t and w_{t+1}, so it is made when
 * w_{t+1} is there. The first is at step 0, from w_0 alone; the last step is measured by the run itself.
 */
export class Iterates {
  readonly #every: number;
  readonly #last: number;
  readonly #kept = new Map<number, Float64Array>();

  constructor(every: number, last: number) {
    this.#every = every;
    this.#last = last;
  }

  /** Whether step t is measured between the start and the end. */
  isMeasured(step: number): boolean {
    return step > 0 && step < this.#last && step % this.#every === 0;
  }

  /** Whether the iterate of this step has to be kept. */
  isNeeded(step: number): boolean {
    return this.isMeasured(step - 1) || this.isMeasured(step) || this.isMeasured(step + 1);
  }

  /** The first step after `step` whose iterate is needed, or the last step of the run. */
  next(step: number): number {
    const after = step + 1;
    const coming = Math.ceil((after - 1) / this.#every) * this.#every; // first multiple ≥ after − 1
    for (const measured of [coming, coming + this.#every]) {
      for (const needed of [measured - 1, measured, measured + 1])
        if (needed >= after && this.isMeasured(measured)) return Math.min(needed, this.#last);
    }
    return this.#last;
  }

  /** Keeps an iterate and forgets those that no coming measurement needs. */
  keep(step: number, values: Float64Array): void {
    this.#kept.set(step, values);
    for (const old of this.#kept.keys()) if (old < step - 2) this.#kept.delete(old);
  }

  /** The neighbourhood of a step. @throws if its iterates were not kept. */
  around(step: number): Neighbourhood {
    const here = this.#kept.get(step);
    const before = this.#kept.get(step - 1);
    const after = this.#kept.get(step + 1);
    if (!here || !before || !after) throw new Error(`The iterates around step ${step} were not kept.`);
    return { before, here, after };
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
