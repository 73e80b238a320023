import type { ProbeCost } from '../../../app/run/probe-cost.ts';

/** Counts what each probe takes. */
export class ProbeCosts {
  readonly #spent = new Map<string, { measurements: number; seconds: number }>();

  /** Does something and counts the time to a probe. */
  async of<T>(probe: string, measure: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await measure();
    } finally {
      const spent = this.#spent.get(probe) ?? { measurements: 0, seconds: 0 };
      spent.measurements++;
      spent.seconds += (performance.now() - began) / 1000;
      this.#spent.set(probe, spent);
    }
  }

  get list(): ProbeCost[] {
    return [...this.#spent].map(([probe, spent]) => ({ probe, ...spent }));
  }

  /** Goes on from what was spent before a resumed run's checkpoint. */
  set list(costs: readonly ProbeCost[]) {
    for (const { probe, ...spent } of costs) this.#spent.set(probe, { ...spent });
  }
}
