/** Computing time in seconds, pauses excluded. */
export class Stopwatch {
  #before = 0;
  #since: number | null = null;

  start(): void {
    this.#since ??= performance.now();
  }

  stop(): void {
    this.#before = this.seconds;
    this.#since = null;
  }

  /** Time of an earlier process of the same run. */
  add(seconds: number): void {
    this.#before += seconds;
  }

  get seconds(): number {
    return this.#before + (this.#since === null ? 0 : (performance.now() - this.#since) / 1000);
  }
}
