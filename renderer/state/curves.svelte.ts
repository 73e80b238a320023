import { SvelteMap } from 'svelte/reactivity';
import { LabError } from '../../app/contract/contract.ts';
import type { Lab } from '../../app/contract/contract.ts';
import type { Problem } from '../../app/run/run.ts';
import { merged, reading } from './curve.ts';
import type { Curve } from '../../app/figure/curve.ts';
import { bucketsOf, isShared } from '../../app/figure/spacing.ts';
import { seriesOf, type Source } from '../../app/figure/subject.ts';
import type { SeriesWindow } from '../../app/series/chunk.ts';
import type { Need, Reading } from './curve.ts';

/** One series of a source, with what the figures need of it. */
export interface Want {
  readonly source: Source;
  readonly name: string;
  /** Whether every recorded point is needed, not the least and the greatest of buckets. */
  readonly whole?: boolean;
  /**
   * When it is read: `now`, which is so where nothing is said; `slow`, at once, but what it grows by as seldom as what is out of sight; `idle`, when there is
   * nothing else to read; `in sight`, once it is in sight, till when what is there is kept.
   */
  readonly when?: 'now' | 'slow' | 'idle' | 'in sight';
  readonly need: Need;
}

interface Due extends Want {
  readonly reading: Reading;
}

const LIVE_INTERVAL = 100; // ms: live curves are redrawn at most ten times a second
const IDLE_INTERVAL = 2000; // ms: those out of sight, and those of every point, are read on less often
const IDLE_SERIES = 40; // in a call: what comes in sight meanwhile does not wait for long
const IDLE_DELAY = 50; // ms in which what is in sight is known, and drawn
const EARLIER = 4; // stretches kept of a series, so that zooming back shows it at once
const SERIES_IN_A_CALL = 200; // the contract's limit

/** The curves that figures draw: reads from the lab what is needed and not there, and only that. */
export class Curves {
  /** News of one are none of the others. */
  readonly #curves = new SvelteMap<string, Curve>();
  /** Why the last reading failed; null while all is well. */
  problem = $state.raw<Problem | null>(null);
  /** Number of points read from the lab so far. */
  pointsRead = 0;
  #wants: readonly Want[] = [];
  #busy = false;
  readonly #lastStart = { now: -Infinity, idle: -Infinity };
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #earlier = new Map<string, Curve[]>();
  readonly #lab: Lab;
  readonly #onread: () => void;

  /** @param onread told when a reading has come back: what it changes is shown at once with the curves */
  constructor(lab: Lab, onread = (): void => undefined) {
    this.#lab = lab;
    this.#onread = onread;
  }

  /** The curve as far as it is here; undefined before the first reading came back. */
  get(id: string, name: string, whole = false): Curve | undefined {
    return this.#curves.get(keyOf(id, name, whole));
  }

  /** Says what is shown from now on. What is no longer wanted is forgotten. */
  want(wants: readonly Want[]): void {
    if (this.#wants.length === 0) this.#lastStart.now = performance.now();
    this.#wants = wants;
    this.#forgetOthers();
    this.#next();
  }

  /** Has a series read anew: the lab has more of it than was there. */
  renew(id: string, name: string): void {
    const at = keyOf(id, name, false);
    this.#curves.delete(at);
    this.#earlier.delete(at);
    this.#next();
  }

  /** Ends all reading. */
  close(): void {
    clearTimeout(this.#timer);
    this.#wants = [];
  }

  #due(): Due[] {
    return this.#wants.flatMap((want) => {
      const due = want.when === 'in sight' ? null : reading(this.#curves.get(key(want)), want.need);
      return due ? [{ ...want, reading: due }] : [];
    });
  }

  /** A change of the view is read at once, growth at most ten times a second; what is out of sight after what is in sight. */
  #next(): void {
    if (this.#busy) return;
    clearTimeout(this.#timer);
    this.#takeEarlier();
    const isNew = (one: Due): boolean => !this.#curves.has(key(one)) || !one.reading.append;
    const due = this.#due();
    const isIdle = (one: Due): boolean => one.when === 'idle' || (one.when === 'slow' && !isNew(one));
    const idle = due.filter(isIdle);
    const now = due.filter((one) => !isIdle(one));
    const clock = performance.now();
    const { now: last, idle: lastIdle } = this.#lastStart;
    /** @returns how long they wait, in ms: where any is new until `fresh`, else until `grown` */
    const waitOf = (some: readonly Due[], fresh: number, grown: number): number =>
      some.length === 0 ? Infinity : (some.some(isNew) ? fresh : grown) - clock;
    const waitNow = waitOf(now, clock, last + LIVE_INTERVAL);
    const waitIdle = waitOf(idle, last + IDLE_DELAY, lastIdle + IDLE_INTERVAL);
    if (waitNow <= 0) void this.#read(now, 'now');
    else if (waitIdle <= 0) {
      const unread = idle.filter(isNew).slice(0, IDLE_SERIES);
      void this.#read(unread.length > 0 ? unread : idle, 'idle');
    } else if (due.length > 0) this.#timer = setTimeout(() => this.#next(), Math.min(waitNow, waitIdle));
  }

  async #read(due: readonly Due[], when: 'now' | 'idle'): Promise<void> {
    this.#busy = true;
    this.#lastStart[when] = performance.now();
    const groups = await Promise.allSettled(calls(due).map((group) => this.#windows(group)));
    this.#busy = false;
    for (const group of groups)
      if (group.status === 'fulfilled') for (const [want, window] of group.value) this.#take(want, window);
    this.#onread();
    const errors = groups.flatMap((group) => (group.status === 'rejected' ? [group.reason as unknown] : []));
    for (const error of errors) if (!(error instanceof LabError)) throw error;
    const [refusal] = errors.filter((error) => error instanceof LabError);
    this.problem = refusal?.problems[0] ?? null;
    if (!refusal) this.#next();
  }

  async #windows(group: readonly Due[]): Promise<(readonly [Due, SeriesWindow])[]> {
    const [first] = group;
    if (!first) return [];
    const { stretch, buckets, spacing } = first.reading;
    const windows = await this.#lab.call('series.read', {
      series: group.map(({ source, name }) => seriesOf(source, name)),
      ...stretch,
      ...(Number.isFinite(buckets) ? { buckets: bucketsOf(spacing, stretch, buckets) } : {}),
    });
    return group.flatMap((want, index) => {
      const window = windows[index];
      return window ? [[want, window] as const] : [];
    });
  }

  #take(want: Due, window: SeriesWindow): void {
    const at = key(want);
    const before = this.#curves.get(at);
    this.pointsRead += window.step.length;
    this.#curves.set(at, merged(before, want.reading, window, want.need.ended));
    if (before && !want.reading.append) this.#keep(at, before);
  }

  #keep(at: string, curve: Curve): void {
    this.#earlier.set(at, [curve, ...(this.#earlier.get(at) ?? [])].slice(0, EARLIER));
  }

  #takeEarlier(): void {
    for (const want of this.#wants) {
      const { need } = want;
      const at = key(want);
      const now = this.#curves.get(at);
      if (!now || !reading(now, need)) continue;
      const found = this.#earlier.get(at)?.find((curve) => !reading(curve, need));
      if (!found) continue;
      this.#earlier.set(at, this.#earlier.get(at)?.filter((curve) => curve !== found) ?? []);
      this.#keep(at, now);
      this.#curves.set(at, found);
    }
  }

  #forgetOthers(): void {
    const wanted = new Set(this.#wants.map(key));
    for (const at of this.#curves.keys()) if (!wanted.has(at)) this.#curves.delete(at);
    for (const at of this.#earlier.keys()) if (!wanted.has(at)) this.#earlier.delete(at);
  }
}

function key({ source, name, whole = false }: Pick<Want, 'source' | 'name' | 'whole'>): string {
  return keyOf(source.id, name, whole);
}

function keyOf(source: string, name: string, whole: boolean): string {
  return `${source} ${name}${whole ? ' whole' : ''}`;
}

/** Readings of one stretch go into one call. */
function calls(due: readonly Due[]): Due[][] {
  const groups = Map.groupBy(due, ({ source, reading: { stretch, buckets, spacing } }) =>
    // The buckets of a spacing of its own are those of one run.
    [stretch.from, stretch.to, buckets, isShared(spacing) ? spacing.name : source.runs[0].id].join(),
  );
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / SERIES_IN_A_CALL) }, (_, part) =>
      group.slice(part * SERIES_IN_A_CALL, (part + 1) * SERIES_IN_A_CALL),
    ),
  );
}
