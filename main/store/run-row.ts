import { completeExecution } from '../../app/run/execution.ts';
import type { RecordedExecution } from '../../app/run/execution.ts';
import { nonFiniteToText, textToNonFinite } from '../../app/run/non-finite.ts';
import { runStatuses } from '../../app/run/run.ts';
import type { Run, RunStatus, Summary } from '../../app/run/run.ts';
import { completeSummary } from '../../app/run/summary.ts';
import { StoreError } from './error.ts';

/** A row of the table runs as it is listed. */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly phase: string | null;
  readonly experiment: string;
  readonly hash: string;
  readonly startHash: string;
  readonly fork: string | null;
  readonly execution: string | null;
  readonly step: number;
  readonly seconds: number;
  readonly costs: string | null;
  readonly summary: string | null;
  readonly problem: string | null;
  readonly note: string;
  readonly tags: string;
  readonly pinned: number;
  readonly archived: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly appVersion: string;
}

type Column = keyof RunRow;

/** Columns in the order they are read. */
export const columns: readonly Column[] = [
  'id',
  'name',
  'status',
  'phase',
  'experiment',
  'hash',
  'startHash',
  'fork',
  'execution',
  'step',
  'seconds',
  'costs',
  'summary',
  'problem',
  'note',
  'tags',
  'pinned',
  'archived',
  'createdAt',
  'startedAt',
  'endedAt',
  'appVersion',
];

const asJson: ReadonlySet<Column> = new Set([
  'phase',
  'experiment',
  'fork',
  'execution',
  'costs',
  'summary',
  'problem',
  'tags',
]);
const asFlag: ReadonlySet<Column> = new Set(['pinned', 'archived']);

/** One field of a run as its column holds it. */
export function columnValue(column: Column, run: Partial<Run>): string | number | null {
  const value = run[column] ?? null;
  if (asFlag.has(column)) return value ? 1 : 0;
  if (value !== null && asJson.has(column)) return JSON.stringify(value, nonFiniteToText);
  return value as string | number | null;
}

/** @throws StoreError where a row is not one this version can read. */
export function runOf(row: RunRow): Run {
  try {
    if (!runStatuses.includes(row.status as RunStatus)) throw new Error(`its status is ${row.status}`);
    const experiment = JSON.parse(row.experiment) as Run['experiment'];
    // Checked whole when it was parsed; this tells a row that is none.
    if (!experiment.objective.kind || !experiment.optimizer.kind)
      throw new Error('its experiment is incomplete');
    return {
      ...row,
      status: row.status as RunStatus,
      experiment,
      fork: parse(row.fork) as Run['fork'],
      phase: parse(row.phase) as Run['phase'],
      execution: row.execution === null ? null : completeExecution(parse(row.execution) as RecordedExecution),
      costs: parse(row.costs) as Run['costs'],
      summary: summaryOf(row.summary),
      problem: parse(row.problem) as Run['problem'],
      tags: JSON.parse(row.tags) as string[],
      pinned: row.pinned === 1,
      archived: row.archived === 1,
    };
  } catch (error) {
    throw new StoreError(
      'unreadable',
      `Run ${row.id} in the store cannot be read: ${(error as Error).message}. It was written by another version of Ravine, or changed by hand.`,
      { cause: error },
    );
  }
}

function summaryOf(text: string | null): Run['summary'] {
  const stored = parse(text, textToNonFinite) as Partial<Summary> | null;
  return stored && completeSummary(stored);
}

function parse(text: string | null, reviver?: typeof textToNonFinite): unknown {
  return text === null ? null : (JSON.parse(text, reviver) as unknown);
}
