import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { wayText, type Way } from '../../../app/run/execution.ts';
import { cacheFolder } from '../cache-folder.ts';
import type { Timing } from './timing.ts';

const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
const File = v.object({
  version: v.literal(1),
  timings: v.record(
    v.string(),
    v.object({
      device: v.string(),
      microsecondsPerStep: amount,
      microsecondsPerMeasurement: amount,
      openingSeconds: amount,
      measuredAt: v.pipe(v.string(), v.isoTimestamp()),
    }),
  ),
});
type Timings = v.InferOutput<typeof File>['timings'];

const KEPT_DAYS = 30; // a figure taken while the machine was busy does not stay for ever
const DAY = 86_400_000; // ms

/**
 * What was measured for runs of one shape on this machine: a small file in the user's cache, which may be deleted at any time. Several engines
 * may write it: each writes a whole file and puts it in its place.
 */
export class TimingMemory {
  readonly #file: string;
  readonly #timings: Timings;
  /** What went wrong with the file, in a sentence. */
  trouble: string | null = null;

  constructor(file: string) {
    this.#file = file;
    this.#timings = this.#read();
  }

  recall(way: Way): Timing | null {
    const timing = this.#timings[wayText(way)];
    return timing && Date.now() - Date.parse(timing.measuredAt) < KEPT_DAYS * DAY ? timing : null;
  }

  /** Adds what was measured now. Where that cannot be written, `trouble` says so. */
  keep(measured: readonly { readonly way: Way; readonly timing: Timing }[]): void {
    if (measured.length === 0) return;
    const measuredAt = new Date().toISOString();
    // Read again: another engine may have written meanwhile.
    const timings: Timings = { ...this.#read() };
    for (const { way, timing } of measured) timings[wayText(way)] = { ...timing, measuredAt };
    const own = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      writeFileSync(own, JSON.stringify({ version: 1, timings } satisfies v.InferInput<typeof File>));
      renameSync(own, this.#file);
    } catch (error) {
      this.trouble = `What was measured could not be kept: ${(error as Error).message}.`;
    }
  }

  /** Nothing where there is no file, and where it is damaged: then it is written anew. */
  #read(): Timings {
    try {
      return v.parse(File, JSON.parse(readFileSync(this.#file, 'utf8'))).timings;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.trouble = `What was measured before could not be read: ${(error as Error).message}.`;
      return {};
    }
  }
}

/** The file of what was measured under conditions that decide a run's speed: machine, versions, shape, precision, threads. */
export function timingFile(conditions: object): string {
  const hash = createHash('sha256').update(JSON.stringify(conditions)).digest('hex');
  return join(cacheFolder(), 'timings', `${hash.slice(0, 32)}.json`);
}
