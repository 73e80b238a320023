import { LabError } from '../../app/contract/contract.ts';
import type { Problem } from '../../app/run/run.ts';

/** A sentence about what happened, with a way back or on where there is one. */
export interface Notice {
  readonly key: number;
  readonly sentence: string;
  readonly action?: { readonly title: string; readonly run: () => void };
}

const SHOWN = 3;

/** What the lab has to say, newest last. A notice stays until it is closed or three newer ones have come. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #nextKey = 0;

  say(sentence: string, action?: Notice['action']): void {
    const notice = { key: this.#nextKey++, sentence, ...(action ? { action } : {}) };
    this.list = [...this.list.filter((other) => other.sentence !== sentence), notice].slice(-SHOWN);
  }

  close(key: number): void {
    this.list = this.list.filter((notice) => notice.key !== key);
  }

  /** Waits for a call to the lab; a refusal becomes a notice. @returns undefined where it was refused. */
  async attempt<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      for (const problem of error.problems.slice(0, SHOWN)) this.say(sentenceOf(problem));
      return undefined;
    }
  }
}

/** A problem as one sentence, with its place in front. */
export function sentenceOf({ place, message }: Problem): string {
  return place ? `${place}: ${message}` : message;
}
