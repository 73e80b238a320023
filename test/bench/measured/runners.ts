import type { Child } from '../contest/child.ts';
import { Entrant } from '../contest/entrant.ts';
import { heat } from '../contest/rounds.ts';
import { reason } from '../contest/reason.ts';
import { threadCounts } from '../contest/threads.ts';
import { pythonChild } from '../peers/python.ts';

/** What a peer does: SAM steps with their scalars alone, or also the sharpness at the steps where ours measures it. */
export type PeerRun = 'bare' | 'pyhessian' | 'curvlinops' | 'lanczos';

/** A peer that is ready for a run: compiled by a first one, short if it measures. */
export interface Runner {
  readonly run: PeerRun;
  readonly entrant: Entrant;
  /** Of the first run: λ₁ at its first measurements; of bare steps scalars. */
  readonly first: readonly number[];
}

interface Library {
  readonly side: string;
  /** Its script's name in peers/, before `_peer.py`. */
  readonly library: string;
  readonly ways: readonly string[];
  readonly runs: readonly PeerRun[];
}

const libraries: readonly Library[] = [
  {
    side: 'PyTorch',
    library: 'torch_run',
    ways: ['eager', 'compile'],
    runs: ['bare', 'pyhessian', 'curvlinops'],
  },
  { side: 'JAX', library: 'jax_run', ways: ['step', 'scan'], runs: ['bare', 'lanczos'] },
];

/** Peers' processes on a case, and who of them can run what. */
export class Runners {
  readonly ready: Runner[] = [];
  /** Why others cannot. */
  readonly absent: string[] = [];
  readonly #children: Child[] = [];
  readonly #python: string | null;
  readonly #case: string;
  readonly #precision: string;

  /** @param python null: there are no peers */
  constructor(python: string | null, folder: string, precision: string) {
    this.#python = python;
    this.#case = folder;
    this.#precision = precision;
  }

  /** Every library on the threads and in the way in which its SAM steps are fastest. */
  async prepare(tell: (done: string) => void): Promise<void> {
    for (const library of this.#python ? libraries : []) {
      const entrants = await this.#entrants(library, this.#python!);
      const [fastest] = (await heat(entrants)).toSorted((a, b) => a.fastest - b.fastest);
      for (const run of fastest ? library.runs : []) {
        tell(`first run of ${fastest!.entrant.text}, ${run}`);
        await this.#enter(fastest!.entrant.at(run), run);
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.close()));
  }

  async #entrants({ side, library, ways }: Library, python: string): Promise<Entrant[]> {
    const able: Entrant[] = [];
    for (const threads of threadCounts) {
      const args = ['server.py', library, this.#precision, String(threads), this.#case];
      const child = pythonChild(python, threads, args);
      this.#children.push(child);
      const problem = await child.next().then(() => null, reason);
      for (const name of ways) {
        const entrant = new Entrant(child, { side, threads, name }, { quantity: 'sam', way: name });
        const failed = problem ?? (await entrant.prepare().then(() => null, reason));
        if (failed) this.absent.push(`${entrant.text}: ${failed}`);
        else able.push(entrant);
      }
    }
    return able;
  }

  async #enter(entrant: Entrant, run: PeerRun): Promise<void> {
    try {
      const { first } = await entrant.prepare();
      this.ready.push({ run, entrant, first });
    } catch (error) {
      this.absent.push(`${entrant.text}, ${run}: ${reason(error)}`);
    }
  }
}
