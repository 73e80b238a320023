import { removeCase, writeCase } from '../contest/case.ts';
import type { PeerPython } from '../peers/environment.ts';
import { runInLab, type LabRun } from './lab-run.ts';
import type { RunRow } from './rows.ts';
import { Runners, type Runner } from './runners.ts';

/** A peer's runs. */
export interface PeerTimes extends Runner {
  /** Of every round. */
  readonly seconds: readonly number[];
}

export interface RunOutcome {
  readonly ours: readonly LabRun[];
  readonly peers: readonly PeerTimes[];
  readonly absent: readonly string[];
}

const HEAT_LOOP = 20; // steps of a call in the heat that chooses threads and way of the peers

/** Whole runs of ours and of the peers in turn, round after round. */
export async function besidePeers(
  row: RunRow,
  peers: PeerPython,
  tell: (done: string) => void,
): Promise<RunOutcome> {
  const folder = await writeCase(row.experiment, HEAT_LOOP);
  const runners = new Runners('missing' in peers ? null : peers.python, folder, row.experiment.precision);
  try {
    await runners.prepare(tell);
    const ours: LabRun[] = [];
    const times = runners.ready.map((runner) => ({ ...runner, seconds: [] as number[] }));
    for (let round = 0; round < row.rounds; round++) {
      tell(`${row.name}: round ${round + 1} of ${row.rounds}`);
      ours.push(await runInLab(row.experiment));
      for (const { entrant, seconds } of times) {
        const [milliseconds = NaN] = await entrant.time(0);
        seconds.push(milliseconds / 1000);
      }
    }
    return { ours, peers: times, absent: runners.absent };
  } finally {
    await runners.close();
    removeCase(folder);
  }
}
