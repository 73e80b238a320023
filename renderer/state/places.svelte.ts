import { mapOf, type Abscissa, type AbscissaName, type StepMap } from '../../app/figure/abscissa.ts';
import type { Curve } from '../../app/figure/curve.ts';
import { bySteps } from '../../app/figure/spacing.ts';
import { alone } from '../../app/figure/subject.ts';
import { activeStatuses, type Run } from '../../app/run/run.ts';
import type { Curves, Want } from './curves.svelte.ts';

interface Placed {
  readonly run: Run;
  readonly map: StepMap;
  readonly step: number;
  readonly by: Abscissa;
  /** What it is placed by, where that was recorded. */
  readonly recorded: Curve | null;
}

/** Where the steps of runs lie on the horizontal axis: by their experiments, or by what was recorded and read. */
export class Places {
  readonly #abscissa: () => Abscissa;
  readonly #runs: () => readonly Run[];
  readonly #curves: Curves;
  /** A curve lies where it lies as long as the axis counts the same, by the same record. */
  readonly #known = new WeakMap<Curve, { name: AbscissaName; map: StepMap | null; x: Float64Array }>();

  /** As they were last. */
  #last: readonly Placed[] = [];

  /** The runs that have a place on it. */
  readonly all: readonly Placed[] = $derived.by(() => {
    const before = new Map(this.#last.map((placed) => [placed.run.id, placed]));
    const all = this.#runs().flatMap((run) => this.#placed(run, before.get(run.id)) ?? []);
    // News of other curves are none here: nothing is placed, read and drawn anew.
    const same = all.length === this.#last.length && all.every((placed, i) => placed === this.#last[i]);
    if (!same) this.#last = all;
    return this.#last;
  });
  readonly #maps: ReadonlyMap<string, StepMap> = $derived(
    new Map(this.all.map(({ run, map }) => [run.id, map])),
  );
  /** Runs that have not recorded what it counts. */
  readonly without: readonly Run[] = $derived.by(() =>
    this.#runs().filter((run) => !this.#maps.has(run.id) && this.#recorded(run) !== undefined),
  );

  constructor(abscissa: () => Abscissa, runs: () => readonly Run[], curves: Curves) {
    this.#abscissa = abscissa;
    this.#runs = runs;
    this.#curves = curves;
  }

  /** undefined where a run has no place, or none that is known yet. */
  of(id: string): StepMap | undefined {
    return this.#maps.get(id);
  }

  /** Where the points of a run's curve lie. */
  along(id: string, curve: Curve): Float64Array | undefined {
    const { name, ...axis } = this.#abscissa();
    if (name === 'step') return curve.step;
    const map = this.#maps.get(id);
    if (!map) return undefined;
    const record = 'series' in axis ? map : null;
    const known = this.#known.get(curve);
    if (known?.name === name && known.map === record) return known.x;
    const x = curve.step.map((step) => map.place(step));
    this.#known.set(curve, { name, map: record, x });
    return x;
  }

  /** What has to be read so that they are known. */
  wants(): Want[] {
    const abscissa = this.#abscissa();
    if (!('series' in abscissa)) return [];
    return this.#runs().map((run) => ({
      ...{ source: alone(run), name: abscissa.series, whole: true },
      need: {
        ...{ stretch: { from: 0, to: Math.max(1, run.step) }, buckets: Infinity, spacing: bySteps },
        ...{ reached: run.step, ended: !activeStatuses.includes(run.status) },
      },
    }));
  }

  /** @param before as it was last */
  #placed(run: Run, before: Placed | undefined): Placed | null {
    const by = this.#abscissa();
    const recorded = this.#recorded(run) ?? null;
    if (before?.run === run && before.by === by && before.recorded === recorded) return before;
    const map = mapOf(by, run, recorded);
    return map && { run, map, step: run.step, by, recorded };
  }

  #recorded({ id }: Run): Curve | undefined {
    const abscissa = this.#abscissa();
    return 'series' in abscissa ? this.#curves.get(id, abscissa.series, true) : undefined;
  }
}
