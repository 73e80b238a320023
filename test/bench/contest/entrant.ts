import type { Child } from './child.ts';
import type { Checked } from './quantity.ts';

interface Naming {
  /** Whose figure it is: `Ravine`, or the peer's library. */
  readonly side: string;
  /** `onnx`, `tensorflow xla`, `scan`, `eager`. */
  readonly name: string;
  readonly threads: number;
}

interface Task {
  /** What its process is to compute (contest/quantity.ts, or what a peer's script calls it). */
  readonly quantity: string;
  /** One of the ways its process knows. */
  readonly way: string;
}

/** One way to compute a quantity: a process with its threads, and what it is asked for. */
export class Entrant {
  readonly side: string;
  readonly threads: number;
  readonly #child: Child;
  readonly #naming: Naming;
  readonly #task: Task;

  constructor(child: Child, naming: Naming, task: Task) {
    this.side = naming.side;
    this.threads = naming.threads;
    this.#child = child;
    this.#naming = naming;
    this.#task = task;
  }

  /** `Ravine tensorflow xla, 1 thread` */
  get text(): string {
    return `${this.side} ${this.how}`;
  }

  /** `tensorflow xla, 1 thread` */
  get how(): string {
    const { name, threads } = this.#naming;
    return `${name}, ${threads} thread${threads > 1 ? 's' : ''}`;
  }

  /** The same task in another process of its side. */
  in(child: Child): Entrant {
    return new Entrant(child, this.#naming, this.#task);
  }

  /** The same process in the same way at another task. */
  at(quantity: string): Entrant {
    return new Entrant(this.#child, this.#naming, { ...this.#task, quantity });
  }

  /** Compiles, and computes once from the start. @throws Error saying why it cannot */
  async prepare(): Promise<Checked> {
    const { quantity, way } = this.#task;
    const answer = await this.#child.ask({ prepare: quantity, way });
    if ('failed' in answer) throw new Error(String(answer['failed']));
    return answer['values'] as Checked;
  }

  /** Milliseconds a step of the calls that fit into some seconds, one at least. */
  async time(seconds: number): Promise<readonly number[]> {
    const { quantity, way } = this.#task;
    const answer = await this.#child.ask({ time: quantity, way, seconds });
    if ('failed' in answer) throw new Error(String(answer['failed']));
    return answer['milliseconds'] as readonly number[];
  }
}
