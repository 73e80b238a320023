import { createHash } from 'node:crypto';
import { activeStatuses } from '../../app/run/run.ts';
import type { SeriesChunk } from '../../app/series/chunk.ts';
import { expandSteps } from '../../app/series/steps.ts';
import type { RecordedRun } from '../../app/run/recorded-run.ts';
import type { ArrayTable } from './array-table.ts';
import type { CheckpointTable } from './checkpoint-table.ts';
import type { EventTable } from './event-table.ts';
import { bytesOf } from './chunk-row.ts';
import { newRunId } from './run-id.ts';
import type { RunTable } from './run-table.ts';
import type { SeriesTable } from './series-table.ts';

/** What became of an imported run: it is in the store under `id`. */
export interface Imported {
  readonly id: string;
  /** `renamed`: its id was taken by a different run; `present`: the same run was there already (a deleted one is restored). */
  readonly outcome: 'imported' | 'renamed' | 'present';
}

interface Tables {
  readonly runs: RunTable;
  readonly series: SeriesTable;
  readonly arrays: ArrayTable;
  readonly checkpoints: CheckpointTable;
  readonly events: EventTable;
}

/** Adds a recorded run to a store. One that was still active where it comes from is `interrupted` here: nobody works on it. */
export function importRun(tables: Tables, recorded: RecordedRun): Imported {
  const { run } = recorded;
  const isTaken = tables.runs.has(run.id);
  if (isTaken && isSame(tables, recorded)) {
    tables.runs.setDeleted([run.id], null);
    return { id: run.id, outcome: 'present' };
  }
  const id = isTaken ? newRunId() : run.id;
  const status = activeStatuses.includes(run.status) ? 'interrupted' : run.status;
  tables.runs.insert({ ...run, id, status, phase: null }, null);
  for (const name of recorded.series)
    for (const chunk of recorded.chunks(name)) tables.series.append(id, { ...chunk, name });
  for (const array of recorded.arrays()) tables.arrays.save(id, null, array);
  for (const checkpoint of recorded.checkpoints()) tables.checkpoints.save(id, checkpoint);
  for (const event of recorded.events()) tables.events.add(id, event);
  return { id, outcome: isTaken ? 'renamed' : 'imported' };
}

/** Whether the run of that id in the store has the same experiment and the same points, bit for bit. */
function isSame(tables: Tables, recorded: RecordedRun): boolean {
  const { id, hash } = recorded.run;
  if (tables.runs.read(id).hash !== hash) return false;
  const names = tables.series.list(id).map(({ name }) => name);
  if (names.length !== recorded.series.length) return false;
  return names.every((name) => {
    const end = tables.series.end(id, name) ?? -1;
    return digest(tables.series.chunks(id, name, end)) === digest(recorded.chunks(name));
  });
}

/** One text for the same points, however they are cut into chunks. */
function digest(chunks: Iterable<SeriesChunk>): string {
  const steps = createHash('sha256');
  const values = createHash('sha256');
  for (const chunk of chunks) {
    steps.update(bytesOf(expandSteps(chunk.steps)));
    // NaN has many bit patterns; JavaScript writes one.
    values.update(bytesOf(chunk.values.map((value) => (Number.isNaN(value) ? NaN : value))));
  }
  return steps.digest('hex') + values.digest('hex');
}
