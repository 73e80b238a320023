import { LabError } from '../../app/contract/contract.ts';
import type { Lab } from '../../app/contract/contract.ts';
import type { Problem } from '../../app/run/run.ts';
import { merged, reading } from './curve.ts';
import type { Curve } from '../../app/figure/curve.ts';
import { bucketsOf, isShared } from '../../app/figure/spacing.ts';
import { seriesOf, type Source } from '../../app/figure/subject.ts';
import type { Need, Reading } from './curve.ts';

/** One series of a source, with what the figures need of it. */
export interface Want {
  readonly source: Source;
  readonly name: string;
  /** Whether every recorded point is needed, not the least and the greatest of buckets. */
  readonly whole?: boolean;
  readonly need: Need;
}

interface Due extends Want {
  readonly reading: Reading;
}

const LIVE_INTERVAL = 100; // ms: live curves are redrawn at most ten times a second
const EARLIER = 4; // stretches kept of a series, so that zooming back shows it at once
const SERIES_IN_A_CALL = 200; // the contract's limit

/** The curves that figures draw: reads from the lab what is needed and not there, and only that. */
export class Curves {
  #curves = $state.raw<ReadonlyMap<string, Curve>>(new Map());
  /** Why the last reading failed; null while all is well. */
  problem = $state.raw<Problem | null>(null);
  /** Number of points read from the lab so far. */
  pointsRead = 0;
  #wants: readonly Want[] = [];
  #busy = false;
  #lastStart = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #earlier = new Map<string, Curve[]>();
  readonly #lab: Lab;

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** The curve as far as it is here; undefined before the first reading came back. */
  get(id: string, name: string, whole = false): Curve | undefined {
    return this.#curves.get(keyOf(id, name, whole));
  }

  /** Says what is shown from now on. What is no longer wanted is forgotten. */
  want(wants: readonly Want[]): void {
    this.#wants = wants;
    this.#forgetOthers();
    this.#next();
  }

  /** Has a series read anew: the lab has more of it than was there. */
  renew(id: string, name: string): void {
    const at = keyOf(id, name, false);
    this.#curves = new Map([...this.#curves].filter(([other]) => other !== at));
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
      const due = reading(this.#curves.get(key(want)), want.need);
      return due ? [{ ...want, reading: due }] : [];
    });
  }

  /** A change of the view is read at once, growth at most ten times a second. */
  #next(): void {
    if (this.#busy) return;
    clearTimeout(this.#timer);
    this.#takeEarlier();
    const due = this.#due();
    if (due.length === 0) return;
    const wait = this.#lastStart + LIVE_INTERVAL - performance.now();
    if (wait <= 0 || due.some((one) => !this.#curves.has(key(one)) || !one.reading.append))
      void this.#read(due);
    else this.#timer = setTimeout(() => this.#next(), wait);
  }

  async #read(due: readonly Due[]): Promise<void> {
    this.#busy = true;
    this.#lastStart = performance.now();
    try {
      await Promise.all(calls(due).map((group) => this.#call(group)));
      this.problem = null;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      this.problem = error.problems[0] ?? null;
      return;
    } finally {
      this.#busy = false;
    }
    this.#next();
  }

  async #call(group: readonly Due[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    const { stretch, buckets, spacing } = first.reading;
    const series = group.map(({ source, name }) => seriesOf(source, name));
    const windows = await this.#lab.call('series.read', {
      series,
      ...stretch,
      ...(Number.isFinite(buckets) ? { buckets: bucketsOf(spacing, stretch, buckets) } : {}),
    });
    const curves = new Map(this.#curves);
    for (const [index, want] of group.entries()) {
      const window = windows[index];
      if (!window) continue;
      const at = key(want);
      const before = curves.get(at);
      this.pointsRead += window.step.length;
      curves.set(at, merged(before, want.reading, window, want.need.ended));
      if (before && !want.reading.append) this.#keep(at, before);
    }
    this.#curves = curves;
  }

  #keep(at: string, curve: Curve): void {
    this.#earlier.set(at, [curve, ...(this.#earlier.get(at) ?? [])].slice(0, EARLIER));
  }

  #takeEarlier(): void {
    const curves = new Map(this.#curves);
    let isChanged = false;
    for (const want of this.#wants) {
      const { need } = want;
      const at = key(want);
      const now = curves.get(at);
      if (!now || !reading(now, need)) continue;
      const found = this.#earlier.get(at)?.find((curve) => !reading(curve, need));
      if (!found) continue;
      this.#earlier.set(at, this.#earlier.get(at)?.filter((curve) => curve !== found) ?? []);
      this.#keep(at, now);
      curves.set(at, found);
      isChanged = true;
    }
    if (isChanged) this.#curves = curves;
  }

  #forgetOthers(): void {
    const wanted = new Set(this.#wants.map(key));
    if ([...this.#curves.keys()].every((at) => wanted.has(at))) return;
    this.#curves = new Map([...this.#curves].filter(([at]) => wanted.has(at)));
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
