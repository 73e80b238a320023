import { join } from 'node:path';
import { Child } from '../contest/child.ts';
import { median } from '../figures/statistics.ts';
import { threeDigits, timeText } from '../figures/text.ts';
import { runInLab, type LabRun } from '../measured/lab-run.ts';
import { written } from '../networks/written.ts';

/** What an experiment costs. */
export interface Cost {
  readonly value: number;
  readonly text: string;
  /** By which executor, as the lab chose it. */
  readonly executor: string;
}

/** Milliseconds of a step, in a process of its own. */
export async function stepTime(experiment: object): Promise<Cost> {
  const child = new Child(process.execPath, [
    join(import.meta.dirname, 'step.ts'),
    JSON.stringify(experiment),
  ]);
  try {
    const { milliseconds, executor } = await child.next();
    const value = median(milliseconds as number[]);
    return { value, text: timeText(value), executor: String(executor) };
  } finally {
    await child.close();
  }
}

/** Milliseconds of a whole run, stored. */
export async function runTime(experiment: object): Promise<Cost> {
  const lab = await runInLab(written(experiment));
  const value = 1000 * lab.seconds;
  return { value, text: timeText(value), executor: executorOf(lab) };
}

/** Bytes that the engine's process held at most in a run that measures the sharpness twice. */
export async function peakMemory(experiment: object): Promise<Cost> {
  const lab = await runInLab(written(experiment));
  return {
    value: lab.peakMemory,
    text: `${threeDigits(lab.peakMemory / 1e6)} MB`,
    executor: executorOf(lab),
  };
}

function executorOf({ run: { execution } }: LabRun): string {
  return execution ? `${execution.backend}, ${execution.threads} threads` : '';
}
