import { wayText, type Candidate, type Way } from '../../../app/run/execution.ts';
import type { Problem } from '../../../app/run/run.ts';
import type { Timing } from './timing.ts';

/** What came of trying a way. */
export type Finding =
  | {
      readonly way: Way;
      readonly timing: Timing;
      /** Whether it stands open in this process: then nothing more is to be waited for. */
      readonly open: boolean;
    }
  | Failure;

/** Why a way does not work. */
export interface Failure {
  readonly way: Way;
  readonly problem: Problem;
}

/** Ways that are tried together, in the order in which they are preferred where none is quicker. */
export interface Attempt {
  readonly ways: readonly Way[];
  /** Seconds that trying them and then opening one takes, as expected: with less to save they are not tried. */
  readonly cost: number;
  /** Why they are tried only where nothing else works. */
  readonly lastResort?: string;
  /** @param seconds that may be lost with them */
  try(seconds: number): Promise<readonly Finding[]>;
}

export interface Weighing {
  /** Ways that can be taken, the best first. */
  readonly ranked: readonly Way[];
  /** All that were weighed: those in their order, then the others. */
  readonly candidates: readonly Candidate[];
  /** Why the first is the best. */
  readonly reason: string;
  readonly failures: readonly Failure[];
}

/** What decides how long a run takes. */
export interface RunLength {
  readonly steps: number;
  readonly measurements: number;
}

/** A way with what the whole run would take by it. */
interface Measured {
  readonly way: Way;
  readonly timing: Timing;
  readonly seconds: number;
  readonly note: string;
}

const NEARLY_EQUAL = 1.1; // times the shortest: what two measurements of one thing differ by

/**
 * Weighs ways to compute a run: those that are quick to open first, the others only where they could save more than trying them costs. What is
 * remembered is not tried again. The shortest run wins, opening included; among nearly equal ones a GPU, then the first.
 * @param run how many steps and how many measurements it makes
 * @param share of a run's time that a better way may save
 */
export async function weigh(
  attempts: readonly Attempt[],
  run: RunLength,
  share: number,
  recall: (way: Way) => Timing | null,
): Promise<Weighing> {
  const measured: Measured[] = [];
  const failures: Failure[] = [];
  const untried: { readonly way: Way; readonly note: string }[] = [];
  const measure = (way: Way, timing: Timing, open: boolean, how: string): void => {
    const microseconds =
      run.steps * timing.microsecondsPerStep + run.measurements * timing.microsecondsPerMeasurement;
    const seconds = (open ? 0 : timing.openingSeconds) + microseconds / 1e6;
    measured.push({ way, timing, seconds, note: `${how}, opened in ${duration(timing.openingSeconds)}` });
  };
  for (const attempt of attempts) {
    const remembered = new Map(attempt.ways.map((way) => [way, recall(way)]));
    const savable = share * Math.min(...measured.map(({ seconds }) => seconds));
    const worth = attempt.lastResort === undefined ? savable >= attempt.cost : measured.length === 0;
    if (worth && [...remembered.values()].includes(null)) {
      for (const finding of await attempt.try(savable))
        if ('timing' in finding) measure(finding.way, finding.timing, finding.open, 'measured');
        else failures.push(finding);
      continue;
    }
    const note =
      attempt.lastResort ??
      `not tried: it could save ${duration(savable)} at most, and trying takes ${duration(attempt.cost)}`;
    for (const [way, timing] of remembered)
      if (timing) measure(way, timing, false, 'measured before');
      else untried.push({ way, note });
  }
  const ranked = rank(measured);
  return {
    ranked: ranked.map(({ way }) => way),
    candidates: [
      ...ranked.map(({ way, timing: { device, microsecondsPerStep }, note }) => ({
        ...way,
        ...{ device, microsecondsPerStep, note },
      })),
      ...untried.map(({ way, note }) => nothingMeasured(way, note)),
      ...failures.map(({ way, problem }) => nothingMeasured(way, problem.message)),
    ],
    reason: reasonOf(ranked, untried.length > 0, run.steps),
    failures,
  };
}

function rank(measured: readonly Measured[]): readonly Measured[] {
  const shortest = Math.min(...measured.map(({ seconds }) => seconds));
  const near = measured.filter(({ seconds }) => seconds <= NEARLY_EQUAL * shortest);
  const best = near.find(({ timing }) => timing.device !== 'CPU') ?? near[0];
  const rest = measured.filter((one) => one !== best).sort((a, b) => a.seconds - b.seconds);
  return best ? [best, ...rest] : [];
}

function nothingMeasured(way: Way, note: string): Candidate {
  return { ...way, device: null, microsecondsPerStep: null, note };
}

function reasonOf(ranked: readonly Measured[], isAnyUntried: boolean, steps: number): string {
  const [best, ...rest] = ranked;
  if (!best) return '';
  const takes = `${steps.toLocaleString('en-US')} steps take about ${duration(best.seconds)}`;
  if (rest.length === 0)
    return isAnyUntried
      ? `${takes}, and trying others costs more than they could save`
      : 'the only one that works here';
  const against = rest.map(({ way, seconds }) => `${duration(seconds)} by ${wayText(way)}`).join(', ');
  const compared = `${takes}, opening included, against ${against}`;
  if (best.seconds <= rest[0]!.seconds) return compared;
  const why = best.timing.device === 'CPU' ? 'the first to open' : 'on a GPU';
  return `${compared}; ${why} is taken where none is a tenth quicker`;
}

/** Seconds in words, to two digits. */
function duration(seconds: number): string {
  const digits = (value: number): string => String(Number(value.toPrecision(2)));
  if (seconds < 1) return `${digits(seconds * 1000)} ms`;
  if (seconds < 120) return `${digits(seconds)} s`;
  return seconds < 7200 ? `${digits(seconds / 60)} min` : `${digits(seconds / 3600)} h`;
}
