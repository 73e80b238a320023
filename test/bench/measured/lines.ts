import { median } from '../figures/statistics.ts';
import type { Table } from '../figures/table.ts';
import { threeDigits, timeText, verdict } from '../figures/text.ts';
import type { PeerTimes, RunOutcome } from './beside-peers.ts';
import type { LabRun } from './lab-run.ts';
import type { RunRow } from './rows.ts';
import type { PeerRun } from './runners.ts';

const titles: Readonly<Record<PeerRun, string>> = {
  bare: 'SAM steps alone',
  pyhessian: 'with PyHessian',
  curvlinops: 'with curvlinops and SciPy’s eigsh',
  lanczos: 'with Lanczos in NumPy',
};

/** Everybody's run: seconds, median (fastest); theirs / ours; what is promised; how far their λ₁ is from ours. */
export function runTable({ title, promises }: RunRow, { ours, peers }: RunOutcome): Table {
  const best = bestBare(peers);
  const lines = peers.map((peer) => [
    `${peer.entrant.text}, ${titles[peer.run]}`,
    secondsText(peer.seconds),
    threeDigits(speedup(ours, peer)),
    promise(promises, ours, peer, best),
    peer.run === 'bare' ? '' : differenceText(ours, peer),
  ]);
  const { execution } = ours[0]!.run;
  return {
    title,
    header: ['', 'time', 'of ours', 'target', 'λ₁ from ours'],
    lines: [
      [
        `Ravine ${execution?.backend ?? ''}, whole run, stored`,
        secondsText(ours.map(({ seconds }) => seconds)),
        '1',
        '',
        '',
      ],
      [
        'the same with the start of its process',
        secondsText(ours.map(({ fromWish }) => fromWish)),
        '',
        '',
        '',
      ],
      ...lines,
    ],
  };
}

function bestBare(peers: readonly PeerTimes[]): PeerTimes | undefined {
  return peers
    .filter(({ run }) => run === 'bare')
    .toSorted((a, b) => median(a.seconds) - median(b.seconds))[0];
}

/** Median over the rounds of theirs / ours. */
function speedup(ours: readonly LabRun[], { seconds }: PeerTimes): number {
  return median(seconds.map((theirs, round) => theirs / ours[round]!.seconds));
}

function promise(
  promises: RunRow['promises'],
  ours: readonly LabRun[],
  peer: PeerTimes,
  best: PeerTimes | undefined,
): string {
  switch (peer.run) {
    case 'bare':
      if (promises.bare === undefined || peer !== best) return '';
      return `ours ${verdict(1 / speedup(ours, peer), { most: promises.bare })}`;
    case 'pyhessian':
    case 'lanczos':
      return verdict(speedup(ours, peer), { least: promises[peer.run] });
    case 'curvlinops':
      return '';
  }
}

/** The largest relative difference of a peer's first λ₁. */
function differenceText(ours: readonly LabRun[], { first }: PeerTimes): string {
  const { value } = ours[0]!.sharpness;
  const differences = first.map((theirs, i) => Math.abs(theirs / value[i]! - 1));
  return `${(100 * Math.max(...differences)).toPrecision(2)} %`;
}

function secondsText(seconds: readonly number[]): string {
  return `${timeText(1000 * median(seconds))} (${timeText(1000 * Math.min(...seconds))})`;
}
