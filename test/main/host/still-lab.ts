import type { Lab, LabEvent, Method, Params, Results } from '../../../app/contract/contract.ts';
import { LabError } from '../../../app/contract/contract.ts';

/** A lab of canned answers: `series.read` gives `points` values, everything else is refused by name. */
export class StillLab implements Lab {
  points = 3;
  /** Told at every `series.read` how many there were. */
  asked: (count: number) => void = () => undefined;
  #reads = 0;
  readonly #listeners = new Set<(event: LabEvent) => void>();

  get listeners(): number {
    return this.#listeners.size;
  }

  call<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
    if (method === 'presets.list') return Promise.resolve([] as unknown as Results[M]);
    if (method === 'runs.list') return Promise.reject(new Error('the disk is full'));
    if (method !== 'series.read')
      return Promise.reject(
        new LabError([{ code: 'asked', message: method, place: JSON.stringify(params) }]),
      );
    this.asked(++this.#reads);
    const value = Float64Array.from({ length: this.points }, (_, i) => (i === 1 ? NaN : i / 3));
    const window = { id: 'a', name: 'loss', step: value, value, recorded: this.points, thinned: false };
    return Promise.resolve([window] as unknown as Results[M]);
  }

  subscribe(listener: (event: LabEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: LabEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
