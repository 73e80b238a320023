import { RandomStream } from '../random/stream.ts';

/**
 * The batches of a run's steps. In every epoch the examples come in a new random order, from the seed's stream `batches/EPOCH`, and are cut into
 * batches one after the other; those left at an epoch's end, fewer than a batch, are passed over. Which examples a step takes depends on the seed
 * and its number alone: runs that share the seed share them, whatever their optimizer.
 */
export class Batches {
  readonly #seed: number;
  readonly #examples: number;
  readonly #size: number;
  #epoch = -1;
  #order: readonly number[] = [];

  constructor(seed: number, examples: number, size: number) {
    this.#seed = seed;
    this.#examples = examples;
    this.#size = size;
  }

  /** Numbers of the examples of `count` steps from `first` on, [count, size]. */
  of(first: number, count: number): Float64Array {
    const numbers = new Float64Array(count * this.#size);
    for (let row = 0; row < count; row++) numbers.set(this.#batch(first + row), row * this.#size);
    return numbers;
  }

  #batch(step: number): readonly number[] {
    const steps = Math.floor(this.#examples / this.#size);
    const begin = (step % steps) * this.#size;
    return this.#orderOf(Math.floor(step / steps)).slice(begin, begin + this.#size);
  }

  #orderOf(epoch: number): readonly number[] {
    if (epoch !== this.#epoch) {
      this.#order = new RandomStream(this.#seed, `batches/${epoch}`).permutation(this.#examples);
      this.#epoch = epoch;
    }
    return this.#order;
  }
}
