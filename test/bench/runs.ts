import type { Bench } from './bench.ts';
import { besidePeers } from './measured/beside-peers.ts';
import { runTable } from './measured/lines.ts';
import { runRows } from './measured/rows.ts';
import { tellSpectrum } from './measured/spectrum.ts';
import { peerPython } from './peers/environment.ts';

const SPECTRUM = 'spectrum';

/** Whole runs with measurements, stored, beside peers' runs; and how fast the leading eigenvalues can be followed at every step. */
export const bench: Bench = {
  name: 'runs',
  rows: [...runRows.map(({ name }) => name), SPECTRUM],
  run: async (report, rows) => {
    const beside = runRows.filter(({ name }) => rows.includes(name));
    const peers = beside.length > 0 ? peerPython(report.progress) : null;
    if (peers && 'missing' in peers) report.note(`No peers: ${peers.missing}.`);
    for (const row of beside) {
      const outcome = await besidePeers(row, peers!, report.progress);
      report.table(runTable(row, outcome));
      for (const reason of outcome.absent) report.note(reason);
    }
    if (rows.includes(SPECTRUM)) await tellSpectrum(report);
  },
};
