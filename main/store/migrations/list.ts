import type { Migration } from './migration.ts';
import { runsAndSeries } from './0001-runs-and-series.ts';
import { phase } from './0002-phase.ts';
import { probes } from './0003-probes.ts';
import { fork } from './0004-fork.ts';
import { bookmarks } from './0005-bookmarks.ts';

/** In order. */
export const migrations: readonly Migration[] = [runsAndSeries, phase, probes, fork, bookmarks];
