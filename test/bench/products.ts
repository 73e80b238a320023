import type { Bench } from './bench.ts';
import { compareProducts } from './dense/compare.ts';
import { peerPython } from './peers/environment.ts';

/** How near the SAM step of a large MLP comes to the matrix products that it consists of. */
export const bench: Bench = {
  name: 'products',
  run: async (report) => {
    const peers = peerPython(report.progress);
    if ('missing' in peers) report.note(`No peers: ${peers.missing}.`);
    else report.table(await compareProducts(peers.python));
  },
};
