import type { Experiment, Optimizer } from '../../../app/experiment/experiment.ts';
import { written } from './written.ts';

/** A network on data on which ours and the peers are compared: one row of the tables. */
export interface NetworkRow {
  /** What it is asked for by. */
  readonly name: string;
  readonly title: string;
  /** As in an experiment file. */
  readonly objective: object;
  readonly stepSize: number;
  readonly radius: number;
  /** SAM steps of one call: 50, fewer where a step is long and a call's fixed cost vanishes anyway. */
  readonly loop: number;
}

/** The experiment of a row with one of the optimizers. */
export function experimentOf(
  { objective, stepSize, radius }: NetworkRow,
  kind: Optimizer['kind'],
  { precision }: Pick<Experiment, 'precision'>,
): Experiment {
  const optimizer = kind === 'sam' ? { kind, stepSize, radius } : { kind, stepSize };
  return written({ objective, optimizer, precision, steps: 1_000_000 });
}
