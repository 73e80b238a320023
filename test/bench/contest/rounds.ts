import { median } from '../figures/statistics.ts';

/** Who can be timed, and for whom. */
export interface Racer {
  /** Whose figure it is: `Ravine`, or the peer's library. */
  readonly side: string;
  /** Milliseconds a step of the calls that fit into some seconds, one at least. */
  time(seconds: number): Promise<readonly number[]>;
}

/** A racer's times, milliseconds a step: the median of every round, and the fastest call of all. */
export interface Times<Who = Racer> {
  readonly entrant: Who;
  readonly rounds: readonly number[];
  readonly fastest: number;
}

const HEAT = { rounds: 1, seconds: 0.2 }; // of calls in every turn
const FINAL = { rounds: 7, seconds: 0.3 };
const CLOSE = 1.5; // times a side's fastest in the heat: who is further off does not go to the final

/**
 * Everybody in turn, round after round, so that whatever else the machine does falls on all of them alike: the final of those who came close to
 * their side's fastest in a heat.
 * @param lost told of who could not be timed, as where the machine's memory did not hold all of them; the others go on
 */
export async function race<Who extends Racer>(
  racers: readonly Who[],
  lost: Lost<Who> = refuse,
): Promise<Times<Who>[]> {
  const times = await heat(racers, lost);
  const chosen = times.filter(({ entrant, fastest }) => {
    const side = times.filter((one) => one.entrant.side === entrant.side);
    return fastest <= CLOSE * Math.min(...side.map((one) => one.fastest));
  });
  return inTurn(
    chosen.map(({ entrant }) => entrant),
    FINAL,
    lost,
  );
}

/** A few calls of everybody. */
export function heat<Who extends Racer>(
  racers: readonly Who[],
  lost: Lost<Who> = refuse,
): Promise<Times<Who>[]> {
  return inTurn(racers, HEAT, lost);
}

type Lost<Who> = (entrant: Who, error: unknown) => void;

function refuse(_: unknown, error: unknown): void {
  throw error;
}

async function inTurn<Who extends Racer>(
  racers: readonly Who[],
  { rounds, seconds }: typeof HEAT,
  lost: Lost<Who>,
): Promise<Times<Who>[]> {
  let times = racers.map((entrant) => ({ entrant, rounds: [] as number[], fastest: Infinity }));
  for (let round = 0; round < rounds; round++) {
    // Forth and back, so that nobody always follows the same one.
    for (const one of round % 2 === 0 ? times : times.toReversed()) {
      try {
        const calls = await turn(one.entrant, seconds);
        one.rounds.push(median(calls));
        one.fastest = Math.min(one.fastest, ...calls);
      } catch (error) {
        lost(one.entrant, error);
        times = times.filter((other) => other !== one);
      }
    }
  }
  return times;
}

/** Times of a turn's calls, after one that wakes threads and caches; of that one where it takes longer than the turn. */
async function turn(racer: Racer, seconds: number): Promise<readonly number[]> {
  const begin = performance.now();
  const first = await racer.time(0);
  return performance.now() - begin > 1000 * seconds ? first : racer.time(seconds);
}

/** Those with the smallest median, of one side or of all; null where there are none. */
export function bestOf<Who extends Pick<Racer, 'side'>>(
  times: readonly Times<Who>[],
  side?: string,
): Times<Who> | null {
  const own = times.filter(({ entrant }) => side === undefined || entrant.side === side);
  return own.toSorted((a, b) => median(a.rounds) - median(b.rounds))[0] ?? null;
}

/** Median over the rounds of ours / theirs. */
export function ratioOf(ours: Times<unknown>, theirs: Times<unknown>): number {
  return median(ours.rounds.map((own, round) => own / theirs.rounds[round]!));
}
