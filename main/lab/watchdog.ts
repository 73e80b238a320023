/** Looks this often: the time a machine sleeps counts as one look, not as silence. */
const LOOKS = 20;

/** Notices when an expected word of an engine does not come in time, and says so in a sentence; its owner ends the engine. */
export class Watchdog {
  readonly #late: (what: string) => void;
  #timer: NodeJS.Timeout | null = null;
  #looks = 0;
  #expected: { milliseconds: number; complaint: string } | null = null;

  constructor(late: (what: string) => void) {
    this.#late = late;
  }

  /** Expects the next word, or `rest`, within so many milliseconds; a second call begins anew. */
  expect(milliseconds: number, complaint: string): void {
    this.#looks = 0;
    if (this.#expected?.milliseconds === milliseconds && this.#expected.complaint === complaint) return;
    this.rest();
    this.#expected = { milliseconds, complaint };
    this.#timer = setInterval(() => this.#look(), milliseconds / LOOKS).unref();
  }

  rest(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#expected = null;
  }

  #look(): void {
    if (!this.#expected || ++this.#looks < LOOKS) return;
    const { milliseconds, complaint } = this.#expected;
    this.rest();
    this.#late(`The engine process ${complaint} for ${milliseconds / 1000} seconds and was ended.`);
  }
}
