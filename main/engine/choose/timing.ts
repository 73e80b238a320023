/** What a way to compute a run takes, as measured. */
export interface Timing {
  readonly device: string;
  /** Of a step in a fused call: the fastest of several. */
  readonly microsecondsPerStep: number;
  /** Of a measurement of the curvature between two steps. */
  readonly microsecondsPerMeasurement: number;
  /** To load the library and compile all the run's programs. */
  readonly openingSeconds: number;
}

export interface StepTime {
  readonly microseconds: number;
  /** Whether it was measured for long enough to be remembered: a short run is not. */
  readonly thorough: boolean;
}

const SECONDS = 0.15; // of measuring
const CALL = 0.03; // seconds: a call as a run makes it (run/pace.ts)
const MOST_STEPS = 2000; // in a call
const LEAST_STEPS = 4; // in all
const SHARE = 0.1; // of the run's steps at most: measuring must not take what it is to save

/**
 * Microseconds of a step: fused calls of about 30 ms, the fastest of them. The first calls are short, since what a step takes is not yet known.
 * @param call runs so many steps in one call
 * @param steps of the whole run
 * @param together the most steps that a run puts into one call
 * @param now milliseconds
 */
export async function timeSteps(
  call: (count: number) => Promise<unknown>,
  steps: number,
  together = MOST_STEPS,
  now: () => number = () => performance.now(),
): Promise<StepTime> {
  const most = Math.max(LEAST_STEPS, steps * SHARE);
  let [spent, done, count, fastest] = [0, 0, 1, Infinity];
  while (spent < SECONDS && done < most) {
    const began = now();
    await call(count);
    const seconds = (now() - began) / 1000;
    fastest = Math.min(fastest, seconds / count);
    spent += seconds;
    done += count;
    count = Math.max(1, Math.min(Math.floor(CALL / fastest), together, Math.floor(most - done)));
  }
  return { microseconds: fastest * 1e6, thorough: spent >= SECONDS };
}

/** Microseconds of a call: the faster of two, of which the first may be slow. */
export async function timeCall(
  call: () => Promise<unknown>,
  now: () => number = () => performance.now(),
): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 2; i++) {
    const began = now();
    await call();
    times.push((now() - began) * 1000);
  }
  return Math.min(...times);
}
