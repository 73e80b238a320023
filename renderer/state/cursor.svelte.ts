import { LabError } from '../../app/contract/contract.ts';
import type { Lab } from '../../app/contract/contract.ts';
import { describeSeries } from '../../app/series/names.ts';
import { indexAt } from '../../app/figure/curve.ts';
import { seriesOf, type Source } from '../../app/figure/subject.ts';
import type { Curve } from '../../app/figure/curve.ts';

/** A series that is read at the cursor. */
export interface Probe {
  /** Of whom: of a run, or of runs that are drawn as one. */
  readonly subject: string;
  readonly source: Source;
  /** The step of its runs at the cursor. */
  readonly step: number;
  readonly series: string;
  /** What the figures hold of it. */
  readonly curve: Curve | undefined;
}

/** A recorded value, and the step it was recorded at: the cursor's, or that of the measurement before it. */
export interface Recorded {
  readonly step: number;
  readonly value: number;
}

/**
 * The place all charts point at, and the recorded values there. A thinned curve holds only the least and the greatest of a bucket, so its
 * value at a step is asked of the lab; the last measured one counts where a series is measured less often than every step.
 */
export class Cursor {
  /** Where it stands on the horizontal axis. */
  at = $state<number | null>(null);
  #values = $state.raw<ReadonlyMap<string, Recorded>>(new Map());
  #probes: readonly Probe[] = [];
  #busy = false;
  #readFor: number | null = null;
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** The recorded value at the cursor; undefined where there is none, or none yet. */
  recorded(subject: string, series: string): Recorded | undefined {
    return this.#values.get(`${subject} ${series}`);
  }

  /** The recorded value alone. */
  value(subject: string, series: string): number | undefined {
    return this.recorded(subject, series)?.value;
  }

  /** Says what is to be read where the cursor is now. */
  read(probes: readonly Probe[]): void {
    const { at } = this;
    this.#probes = probes;
    if (at === null) {
      this.#values = new Map();
      return;
    }
    const known = probes.filter(({ curve }) => curve?.density === Infinity);
    this.#values = new Map([
      ...(this.#readFor === at ? this.#values : []),
      ...known.flatMap((probe) => {
        const found = probe.curve ? recordedIn(probe, probe.curve) : undefined;
        return found === undefined ? [] : [[keyOf(probe), found] as const];
      }),
    ]);
    if (known.length < probes.length) void this.#ask();
    else this.#readFor = at;
  }

  /** One question at a time: while the cursor runs on, only the newest place is asked for. */
  async #ask(): Promise<void> {
    const { at } = this;
    if (this.#busy || at === null) return;
    this.#busy = true;
    const asked = this.#probes.filter(({ curve }) => curve?.density !== Infinity);
    try {
      const found = await Promise.all(asked.map((probe) => this.#recordedAt(probe)));
      if (this.at === at) {
        this.#readFor = at;
        this.#values = new Map([
          ...this.#values,
          ...asked.flatMap((probe, index) => {
            const value = found[index];
            return value === undefined ? [] : [[keyOf(probe), value] as const];
          }),
        ]);
      }
    } catch (error) {
      if (!(error instanceof LabError)) throw error; // The figures say that the lab cannot be reached.
    } finally {
      this.#busy = false;
    }
    if (this.at !== null && this.at !== at) void this.#ask();
  }

  async #recordedAt(probe: Probe): Promise<Recorded | undefined> {
    const { step } = probe;
    const from = Math.max(0, step - stride(probe));
    const series = [seriesOf(probe.source, probe.series)];
    const [window] = await this.#lab.call('series.read', { series, from, to: step });
    return window && recordedIn(probe, window);
  }
}

function keyOf({ subject, series }: Probe): string {
  return `${subject} ${series}`;
}

/** Steps a value counts for: from its own to before the next. */
function stride({ source, series }: Probe): number {
  return describeSeries(series).cadence === 'step' ? 0 : source.runs[0].experiment.measure.sharpness.every;
}

function recordedIn(probe: Probe, { step, value }: Pick<Curve, 'step' | 'value'>): Recorded | undefined {
  const index = indexAt(step, probe.step);
  const [found, here] = [step[index], value[index]];
  if (found === undefined || here === undefined || probe.step - found > stride(probe)) return undefined;
  return { step: found, value: here };
}
