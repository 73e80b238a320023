/** What the lab asks of a running run, read by the loop between two calls. */
export class Control {
  #paused = false;
  #stopped = false;
  #allowance = Infinity;
  #wake: () => void = () => undefined;

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#allowance = Infinity;
    this.#wake();
  }

  /** Goes on for `count` steps, then pauses again. */
  step(count: number): void {
    this.#paused = false;
    this.#allowance = count;
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  get paused(): boolean {
    return this.#paused && !this.#stopped;
  }

  /** Steps that may be done before the next pause. */
  get allowance(): number {
    return this.#allowance;
  }

  /** Counts done steps; pauses when the allowance is used up. */
  spend(count: number): void {
    this.#allowance -= count;
    if (this.#allowance <= 0) {
      this.#allowance = Infinity;
      this.#paused = true;
    }
  }

  /** Resolves when no longer paused. */
  async untilResumed(): Promise<void> {
    while (this.paused) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
