import { median } from '../figures/statistics.ts';
import { threeDigits, timeText, verdict } from '../figures/text.ts';
import type { Outcome } from './contest.ts';
import type { Quantity } from './quantity.ts';
import { bestOf, ratioOf } from './rounds.ts';
import { OURS, PEERS } from './sides.ts';

/** What the quantities are called in tables. */
export const titles: Readonly<Record<Quantity, string>> = {
  sam: 'SAM step',
  gd: 'GD step',
  hvp: '∇²ℓ·v',
  d3: 'D³ℓ(v,v,·)',
};

/** What is promised of every row; other quantities are told without a promise. */
export const promised: readonly Quantity[] = ['sam', 'hvp'];

export const header: readonly string[] = ['', OURS, ...PEERS, 'ratio', 'target'];

/** An outcome as a line of the table: of everybody the best way, median (fastest); the ratio to the best peer. */
export function line({ quantity, precision, times, absent }: Outcome): string[] {
  const own = bestOf(times, OURS);
  const peers = PEERS.map((side) => ({ side, best: bestOf(times, side) }));
  const ratio = ratioToBestPeer(times);
  return [
    `${titles[quantity]}, ${precision}`,
    own ? timesText(own) : '–',
    ...peers.map(({ side, best }) => (best ? timesText(best) : why(side, absent))),
    ratio === null ? '–' : threeDigits(ratio),
    promised.includes(quantity) ? verdict(ratio ?? NaN, { most: 1 }) : '',
  ];
}

/** Ours / the peer with the smallest median, whichever that is; null without one of them. */
export function ratioToBestPeer(times: Outcome['times']): number | null {
  const own = bestOf(times, OURS);
  const best = bestOf(times.filter(({ entrant }) => entrant.side !== OURS));
  return own && best ? ratioOf(own, best) : null;
}

function timesText({ entrant, rounds, fastest }: Outcome['times'][number]): string {
  return `${timeText(median(rounds))} (${timeText(fastest)}) ${entrant.how}`;
}

function why(side: string, absent: readonly string[]): string {
  return absent.some((reason) => reason.startsWith(side)) ? 'could not run' : '–';
}
