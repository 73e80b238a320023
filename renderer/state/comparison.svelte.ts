import { untrack } from 'svelte';
import type { Comparison as Table, Lab } from '../../app/contract/contract.ts';
import { LabError } from '../../app/contract/contract.ts';
import type { Problem, Run } from '../../app/run/run.ts';
import { activeStatuses } from '../../app/run/run.ts';
import { appearances } from '../../app/figure/appearance.ts';
import type { Figure } from '../../app/figure/figure.ts';
import type { Line } from '../../app/figure/line.ts';
import type { ComparisonAddress } from './address.ts';
import { Cursor } from './cursor.svelte.ts';
import { Curves } from './curves.svelte.ts';
import type { Want } from './curves.svelte.ts';
import { comparisonOf } from './route.svelte.ts';
import type { Route } from './route.svelte.ts';
import type { Runs } from './runs.svelte.ts';
import type { Stretch } from '../../app/figure/stretch.ts';

const WIDTH_STEP = 256; // px: a small change of the window's width reads nothing anew
const TABLE_INTERVAL = 1000; // ms between readings of the tables while runs go on

/** Runs beside each other, or one by itself: which, over which steps, with what was read of them. It lives as long as the view that shows it. */
export class Comparison {
  readonly curves: Curves;
  readonly cursor: Cursor;
  /** Settings and statistics; null until they were read. */
  table = $state.raw<Table | null>(null);
  /** Why the tables could not be read; null while all is well. */
  problem = $state.raw<Problem | null>(null);
  #width = $state(WIDTH_STEP);
  #tableTimer: ReturnType<typeof setTimeout> | undefined;
  #tableRead = -Infinity;
  #lastRuns: readonly Run[] = [];
  readonly #figures: readonly Figure[];
  readonly #lab: Lab;
  readonly #route: Route;
  readonly #runs: Runs;

  readonly address: ComparisonAddress = $derived.by(() => {
    const { address } = this.#route;
    if (address.view === 'run') return { ...comparisonOf([address.id]), stretch: address.stretch };
    return address.view === 'compare' ? address : comparisonOf([]);
  });
  /** The runs compared, in the address' order; those the lab does not know are left out. */
  readonly runs: readonly Run[] = $derived.by(() => {
    const runs = this.address.runs.flatMap((id) => this.#runs.byId.get(id) ?? []);
    // News of other runs are none here: nothing is drawn anew.
    const same =
      runs.length === this.#lastRuns.length && runs.every((run, index) => run === this.#lastRuns[index]);
    if (!same) this.#lastRuns = runs;
    return this.#lastRuns;
  });
  readonly missing = $derived(this.address.runs.filter((id) => !this.#runs.byId.has(id)));
  readonly appearances = $derived(appearances(this.runs));
  readonly shown = $derived(this.runs.filter((run) => !this.address.hidden.includes(run.id)));
  /** All steps there are. */
  readonly whole: Stretch = $derived({ from: 0, to: Math.max(1, ...this.runs.map((run) => run.step)) });
  /** The steps shown. */
  readonly stretch: Stretch = $derived(this.address.stretch ?? this.whole);

  constructor(lab: Lab, runs: Runs, route: Route, figures: readonly Figure[]) {
    this.#lab = lab;
    this.#runs = runs;
    this.#route = route;
    this.#figures = figures;
    this.curves = new Curves(lab);
    this.cursor = new Cursor(lab);
  }

  /** Keeps what is read in step with what is shown. Call inside a component; `connected` makes it read again after a lost connection. */
  follow(connected: () => boolean): void {
    $effect(() => {
      const wants = connected() ? this.#wants() : null;
      if (wants) untrack(() => this.curves.want(wants));
    });
    $effect(() => {
      void this.cursor.step;
      const probes = this.shown.flatMap((run) =>
        this.#series(run).map((series) => ({ run, series, curve: this.curves.get(run.id, series) })),
      );
      untrack(() => this.cursor.read(probes));
    });
    $effect(() => {
      const ids = this.runs.map((run) => run.id);
      void this.runs.map((run) => [run.status, run.summary]);
      if (connected()) untrack(() => this.#readTable(ids));
    });
    $effect(() => () => {
      clearTimeout(this.#tableTimer);
      this.curves.close();
    });
  }

  /** The lines of a figure, of all runs shown or of one, as far as they were read. */
  lines(figure: Figure, runs: readonly Run[] = this.shown): readonly Line[] {
    return runs.flatMap((run) =>
      figure.curves(run).flatMap((figureCurve) => {
        const curve = this.curves.get(run.id, figureCurve.series);
        const appearance = this.appearances.get(run.id);
        return curve && appearance ? [{ run: run.id, figureCurve, appearance, curve }] : [];
      }),
    );
  }

  /** Says how wide a chart is, in pixels: as many buckets are read. */
  widen(width: number): void {
    const stepped = WIDTH_STEP * Math.ceil(width / WIDTH_STEP);
    if (stepped > this.#width) this.#width = stepped;
  }

  show(stretch: Stretch | null): void {
    this.#amend({ stretch });
  }

  /** Hides the curves of a run, or shows them again. */
  toggle(id: string): void {
    const { hidden } = this.address;
    this.#amend({ hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] });
  }

  /** Shows one run alone; all of them again where it was alone. */
  solo(id: string): void {
    const others = this.address.runs.filter((other) => other !== id);
    const alone = others.length > 0 && others.every((other) => this.address.hidden.includes(other));
    this.#amend({ hidden: alone ? [] : others });
  }

  shareAxes(sharedAxes: boolean): void {
    this.#amend({ sharedAxes });
  }

  /** Takes a run out of the comparison. */
  remove(id: string): void {
    const without = (ids: readonly string[]): string[] => ids.filter((other) => other !== id);
    this.#amend({ runs: without(this.address.runs), hidden: without(this.address.hidden) });
  }

  #amend(change: Partial<ComparisonAddress>): void {
    const { address } = this.#route;
    // The view of one run has nothing else to change.
    if (address.view === 'run') this.#route.amend({ ...address, stretch: change.stretch ?? null });
    else this.#route.amend({ ...this.address, ...change });
  }

  #series(run: Run): string[] {
    return [...new Set(this.#figures.flatMap((figure) => figure.curves(run).map(({ series }) => series)))];
  }

  #wants(): readonly Want[] {
    return this.runs.flatMap((run) => {
      const ended = !activeStatuses.includes(run.status);
      const need = { stretch: this.stretch, buckets: this.#width, reached: run.step, ended };
      return this.#series(run).map((name) => ({ id: run.id, name, need }));
    });
  }

  #readTable(ids: readonly string[]): void {
    clearTimeout(this.#tableTimer);
    const wait = Math.max(0, this.#tableRead + TABLE_INTERVAL - performance.now());
    const fresh = this.table?.runs.map((run) => run.id).join() !== ids.join();
    if (ids.length === 0) this.table = null;
    else this.#tableTimer = setTimeout(() => void this.#askTable(ids), fresh ? 0 : wait);
  }

  async #askTable(ids: readonly string[]): Promise<void> {
    this.#tableRead = performance.now();
    try {
      this.table = await this.#lab.call('runs.compare', { ids: [...ids] });
      this.problem = null;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.problem = error.problems[0] ?? null;
    }
  }
}
