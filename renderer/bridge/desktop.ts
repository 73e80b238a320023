import { LabError } from '../../app/contract/contract.ts';
import type { LabEvent, Method, Params, Results } from '../../app/contract/contract.ts';
import type { DesktopFront } from '../../app/contract/desktop.ts';
import type { Bridge, BridgeState } from './bridge.ts';

declare global {
  interface Window {
    /** There in a window of the desktop application. */
    readonly ravine?: DesktopFront;
  }
}

/** The lab inside the same application: it is there as long as the window is. */
export class DesktopBridge implements Bridge {
  readonly state: BridgeState = 'open';
  readonly #front: DesktopFront;

  constructor(front: DesktopFront) {
    this.#front = front;
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
    const answer = await this.#front.call(method, params);
    if ('problems' in answer) throw new LabError(answer.problems);
    return answer.result as Results[M];
  }

  subscribe(listener: (event: LabEvent) => void): () => void {
    return this.#front.onEvent(listener);
  }

  watch(): () => void {
    return () => undefined;
  }
}
