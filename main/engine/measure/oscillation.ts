/** A value of one direction's δ at a step. */
export interface OscillationPoint {
  readonly step: number;
  /** δ of each held direction. */
  readonly values: Float64Array;
}

/** Projections on the held directions at one step. */
interface Projected {
  readonly step: number;
  readonly values: Float64Array;
}

/**
 * Eigen-oscillation δ_t = ½p_t − ¼p_{t−1} − ¼p_{t+1} of projections p_t = u·(w_t − w_ref) on held directions (theory, section 5).
 * A change of directions starts anew from projections of the iterates around the measurement on the new directions.
 */
export class OscillationTrack {
  #before: Projected | null = null;
  #here: Projected | null = null;

  /**
   * Takes p_t, which may be the one taken last: a run resumed at its last step looks at it again.
   * @returns δ_{t−1}, or null while there are not yet three projections in a row
   */
  next(step: number, values: Float64Array): OscillationPoint | null {
    if (this.#here?.step === step) return null;
    const before = this.#before;
    const here = this.#here;
    this.#before = here;
    this.#here = { step, values };
    if (!before || !here) return null;
    return {
      step: here.step,
      values: here.values.map((value, i) => 0.5 * value - 0.25 * before.values[i]! - 0.25 * values[i]!),
    };
  }

  /** Forgets the old directions' projections; `past` are those of the steps just before, on the new directions. */
  restart(past: readonly Projected[]): void {
    this.#before = past.at(-2) ?? null;
    this.#here = past.at(-1) ?? null;
  }

  /** The projections that the next δ needs, oldest first. */
  get past(): readonly Projected[] {
    return [this.#before, this.#here].filter((projected) => projected !== null);
  }
}
