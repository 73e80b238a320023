import * as v from 'valibot';
import { integer, list, number, words, type Bounds } from './value.ts';

const LONGEST = 1_000_000_000; // steps, as in the file
const MOST_PIECES = 100;

/** Numbers after a schedule. Where the number alone must not be 0, a schedule may still rise from 0 or fall to it. */
function schedule(bounds: Bounds) {
  const value = number(bounds);
  const end = number({ min: 0 });
  const steps = integer({ min: 1, max: LONGEST });
  return v.variant('kind', [
    v.strictObject({ kind: v.literal('warm-up'), to: value, from: v.optional(end, 0), steps }),
    v.strictObject({
      kind: v.literal('cosine'),
      from: value,
      to: end,
      steps,
      warmUp: v.optional(integer({ min: 0, max: LONGEST }), 0),
    }),
    v.strictObject({
      kind: v.literal('piecewise'),
      values: list(value, { of: 'numbers', min: 2, max: MOST_PIECES + 1 }),
      at: list(steps, { of: 'steps', min: 1, max: MOST_PIECES }),
    }),
  ]);
}

export type Schedule = v.InferOutput<ReturnType<typeof schedule>>;

/** A setting that may change along the run: one number, or a schedule. */
export type Scheduled = number | Schedule;

/** The schema of such a setting; the bounds are those of the number. */
export function scheduled(bounds: Bounds) {
  const constant = number(bounds);
  const changing = schedule(bounds);
  const neither = v.number(`${words('a finite number', bounds)} or a schedule`);
  return v.lazy((input) => {
    if (typeof input === 'number') return constant;
    return typeof input === 'object' && input !== null && !Array.isArray(input) ? changing : neither;
  });
}

/** Whether a value of an experiment is a schedule. */
export function isSchedule(value: unknown): value is Schedule {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return value.kind === 'warm-up' || value.kind === 'cosine' || value.kind === 'piecewise';
}

/**
 * The value of a setting at step t = 0, 1, … (docs/experiment-file.md, Schedules): it takes w_t to w_{t+1}. Ends are met exactly: `from` at the
 * first step of a stretch, `to` at its end and from there on.
 */
export function valueAt(setting: Scheduled, step: number): number {
  if (typeof setting === 'number') return setting;
  switch (setting.kind) {
    case 'warm-up':
      return between(setting.from, setting.to, Math.min(1, step / setting.steps));
    case 'cosine': {
      const { from, to, steps, warmUp } = setting;
      if (step < warmUp) return between(0, from, step / warmUp);
      const share = Math.min(1, (step - warmUp) / (steps - warmUp));
      return between(from, to, (1 - Math.cos(Math.PI * share)) / 2);
    }
    case 'piecewise':
      return setting.values[setting.at.filter((change) => change <= step).length]!;
  }
}

function between(from: number, to: number, share: number): number {
  return from * (1 - share) + to * share;
}

/** A setting in a few words: `0.05`, `0→0.05 in 100 steps`, `0.1→0 by cosine in 1000 steps`, `0→0.05 at 500`. */
export function settingText(setting: Scheduled, format: (value: number) => string = String): string {
  if (typeof setting === 'number') return format(setting);
  switch (setting.kind) {
    case 'warm-up':
      return `${format(setting.from)}→${format(setting.to)} in ${setting.steps} steps`;
    case 'cosine': {
      const { from, to, steps, warmUp } = setting;
      const values = [...(warmUp > 0 ? [0] : []), from, to].map((value) => format(value)).join('→');
      return `${values} by cosine in ${steps} steps${warmUp > 0 ? `, warm-up ${warmUp}` : ''}`;
    }
    case 'piecewise':
      return `${setting.values.map((value) => format(value)).join('→')} at ${setting.at.join(', ')}`;
  }
}
