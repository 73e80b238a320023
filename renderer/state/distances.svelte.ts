import { LabError, type Lab } from '../../app/contract/contract.ts';
import type { Curve } from '../../app/figure/curve.ts';
import type { Pair } from '../../app/figure/subject.ts';
import { activeStatuses, type Problem } from '../../app/run/run.ts';
import { distanceSeries } from '../../app/study/distance.ts';
import type { Curves } from './curves.svelte.ts';

/** How far a distance is that is being computed. */
interface Computing {
  readonly pair: Pair;
  /** From 0 to 1. */
  readonly share: number;
}

/** The distances of pairs of runs, computed where they are asked for (docs/studies.md). */
export class Distances {
  /** null: nothing is being computed. */
  computing = $state.raw<Computing | null>(null);
  /** Why there is no answer; null where there is one, or none was asked for. */
  problem = $state.raw<Problem | null>(null);
  readonly #lab: Lab;
  readonly #curves: Curves;
  readonly #unsubscribe: () => void;

  constructor(lab: Lab, curves: Curves) {
    this.#lab = lab;
    this.#curves = curves;
    this.#unsubscribe = lab.subscribe((event) => {
      if (event.type !== 'study' || event.study !== 'distance') return;
      const { computing } = this;
      if (computing?.pair.runs[0].id === event.id) this.computing = { ...computing, share: event.share };
    });
  }

  /** Of pairs whose runs have ended those whose distance is not there up to the last step that both came to, as far as it was read. */
  missing(pairs: readonly Pair[]): readonly Pair[] {
    return pairs.filter((pair) => {
      const [run, reference] = pair.runs;
      if (pair.runs.some(({ status }) => activeStatuses.includes(status))) return false;
      const curve = this.#curves.get(run.id, distanceSeries(reference.id));
      return curve !== undefined && isShort(curve, Math.min(run.step, reference.step));
    });
  }

  /** Whether there is anything to say, or to do, about the distances of pairs. */
  concerns(pairs: readonly Pair[]): boolean {
    return this.computing !== null || this.problem !== null || this.missing(pairs).length > 0;
  }

  /** Computes distances, one after the other, until one has no answer. */
  async compute(pairs: readonly Pair[]): Promise<void> {
    this.problem = null;
    try {
      for (const pair of pairs) {
        const [{ id }, { id: other }] = pair.runs;
        this.computing = { pair, share: 0 };
        await this.#lab.call('runs.distance', { id, other });
        this.#curves.renew(id, distanceSeries(other));
      }
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.problem = error.problems.find(({ code }) => code !== 'cancelled') ?? null;
    } finally {
      this.computing = null;
    }
  }

  /** Calls off what is being computed. */
  async cancel(): Promise<void> {
    const { computing } = this;
    if (computing) await this.#lab.call('runs.cancelStudies', { ids: [computing.pair.runs[0].id] });
  }

  /** Hears no more of it; what is being computed goes on, and is kept with its runs. */
  close(): void {
    this.#unsubscribe();
  }
}

function isShort({ step, read }: Curve, last: number): boolean {
  const end = Math.min(Math.floor(read.to), last);
  return read.from <= end && (step.at(-1) ?? -1) < end;
}
