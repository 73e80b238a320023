const TARGET = 0.03; // seconds a call: pauses are answered at once, and a call's fixed cost vanishes
const MOST_STEPS = 20_000; // a call; bounds what its scalars take
const MOST_GROWTH = 4;

/** How many steps to run inside one call, from the time that the last calls took. */
export class Pace {
  #count = 1;

  get count(): number {
    return this.#count;
  }

  /** @param seconds what `count` steps took. */
  observe(count: number, seconds: number): void {
    const ideal = seconds > 0 ? (TARGET * count) / seconds : Infinity;
    const grown = Math.min(ideal, Math.max(this.#count, count) * MOST_GROWTH, MOST_STEPS);
    if (count === this.#count || ideal < this.#count) this.#count = Math.max(1, Math.floor(grown));
  }
}
