import type { Experiment } from '../../../../app/experiment/experiment.ts';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import type { Checkpoint, NamedArray } from '../../../../app/run/checkpoint.ts';
import type { Execution } from '../../../../app/run/execution.ts';
import type { RunEvent, Summary } from '../../../../app/run/run.ts';
import { summarize } from '../../../../app/run/summary.ts';
import type { SeriesPoints } from '../../../../app/series/flips.ts';
import { Control } from '../../../../main/engine/run/control.ts';
import { openRun } from '../../../../main/engine/run/open.ts';
import { Run } from '../../../../main/engine/run/run.ts';
import type { FromEngine } from '../../../../main/engine/protocol.ts';

/** All that a run said, gathered. */
export interface Collected {
  /** What was computed: without the series `seconds`, which no two runs have alike. */
  readonly series: Map<string, Map<number, number>>;
  /** The series `seconds`. */
  readonly seconds: ReadonlyMap<number, number>;
  /** The objective's data and what the run sent. */
  readonly arrays: Map<string, NamedArray>;
  readonly events: RunEvent[];
  readonly checkpoints: Checkpoint[];
  readonly messages: FromEngine[];
  readonly experiment: Experiment;
  readonly execution: Execution;
  readonly done: Extract<FromEngine, { type: 'done' }>;
}

/** Runs an experiment file in this process; `during` sees every message and may steer the run. */
export async function collect(
  file: Record<string, unknown>,
  during: (message: FromEngine, control: Control) => void = () => undefined,
  from: {
    readonly checkpoint: Checkpoint;
    readonly into: Collected['series'];
    readonly begun: Execution;
  } | null = null,
): Promise<Collected> {
  const parsed = parseExperiment({ version: 1, ...file });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const control = new Control();
  const messages: FromEngine[] = [];
  const open = await openRun(parsed.experiment, from?.begun);
  try {
    await new Run(open, control, (message) => {
      messages.push(message);
      during(message, control);
    }).execute(from?.checkpoint ?? null);
  } finally {
    await open.session.release();
  }
  const seconds = new Map<number, number>();
  const series = from?.into ?? new Map<string, Map<number, number>>();
  const arrays = new Map<string, NamedArray>(open.objective.data.map((array) => [array.name, array]));
  const events: RunEvent[] = [];
  const checkpoints: Checkpoint[] = [];
  for (const message of messages) {
    if (message.type === 'event') events.push(message.event);
    if (message.type === 'checkpoint') checkpoints.push(message.checkpoint);
    if (message.type === 'arrays') for (const array of message.arrays) arrays.set(array.name, array);
    if (message.type !== 'points') continue;
    for (const { name, steps, values } of message.chunks) {
      const points = name === 'seconds' ? seconds : (series.get(name) ?? new Map<number, number>());
      if (name !== 'seconds') series.set(name, points);
      values.forEach((value, i) => {
        const step = steps.kind === 'regular' ? steps.first + i * steps.stride : steps.values[i]!;
        // The store refuses it too.
        if (name === 'seconds' && points.has(step))
          throw new Error(`Two times were recorded at step ${step}.`);
        points.set(step, value);
      });
    }
  }
  const done = messages.find((message) => message.type === 'done');
  if (!done) throw new Error('The run did not say that it was done.');
  return {
    series,
    seconds,
    arrays,
    events,
    checkpoints,
    messages,
    experiment: parsed.experiment,
    execution: open.execution,
    done,
  };
}

/** Values of a series in order of step. */
export function valuesOf({ series }: Pick<Collected, 'series'>, name: string): number[] {
  return [...(series.get(name) ?? [])].sort(([a], [b]) => a - b).map(([, value]) => value);
}

export function stepsOf({ series }: Pick<Collected, 'series'>, name: string): number[] {
  return [...(series.get(name)?.keys() ?? [])].sort((a, b) => a - b);
}

/** The derived statistics of a run, from what it recorded. */
export function summaryOf({ series, experiment, done }: Collected): Summary {
  const read = (name: string, from: number): SeriesPoints => {
    const points = [...(series.get(name) ?? [])].filter(([step]) => step >= from).sort(([a], [b]) => a - b);
    return {
      step: Float64Array.from(points, ([step]) => step),
      value: Float64Array.from(points, ([, y]) => y),
    };
  };
  return summarize({ experiment, status: done.status, step: done.step, read });
}
