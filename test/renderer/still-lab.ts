import type { LabEvent, Method, Params, Results } from '../../app/contract/contract.ts';
import type { Bridge, BridgeState } from '../../renderer/bridge/bridge.ts';

type Answers = { [M in Method]?: (params: Params<M>) => Results[M] | Promise<Results[M]> };

/** A lab that answers what a test says, remembers what it was asked, and tells what a test has it tell. */
export class StillLab implements Bridge {
  state: BridgeState = 'open';
  readonly asked: { method: Method; params: unknown }[] = [];
  readonly #answers: Answers;
  readonly #listeners = new Set<(event: LabEvent) => void>();
  readonly #watchers = new Set<(state: BridgeState) => void>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
    this.asked.push({ method, params });
    const answer = this.#answers[method];
    if (!answer) throw new Error(`the test has no answer to ${method}`);
    return await answer(params);
  }

  /** What was asked by one method. */
  questions<M extends Method>(method: M): Params<M>[] {
    return this.asked.filter((one) => one.method === method).map(({ params }) => params as Params<M>);
  }

  tell(event: LabEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  become(state: BridgeState): void {
    this.state = state;
    for (const watcher of this.#watchers) watcher(state);
  }

  subscribe(listener: (event: LabEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(listener: (state: BridgeState) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }
}
