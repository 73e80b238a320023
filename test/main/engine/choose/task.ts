import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import { parseExperiment } from '../../../../app/experiment/parse.ts';
import { cacheFolder } from '../../../../main/engine/cache-folder.ts';
import { conditionsOf } from '../../../../main/engine/choose/conditions.ts';
import { timingFile } from '../../../../main/engine/choose/memory.ts';
import type { Task } from '../../../../main/engine/choose/open-way.ts';
import type { Timing } from '../../../../main/engine/choose/timing.ts';
import { buildObjective } from '../../../../main/engine/objective/build.ts';
import { buildPrograms } from '../../../../main/engine/run/programs.ts';

/** What is to be computed by an experiment file: by default 100 steps of SAM on a network of 25 parameters. */
export async function taskOf(file: Readonly<Record<string, unknown>> = {}): Promise<Task> {
  const parsed = parseExperiment({
    version: 1,
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [8] },
      data: { kind: 'chebyshev', degree: 3, points: 10 },
    },
    optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05 },
    steps: 100,
    ...file,
  });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  const { experiment } = parsed;
  const objective = await buildObjective(experiment);
  const programs = buildPrograms(experiment, objective);
  return { experiment, objective, programs, threads: 1 };
}

/** A cache that goes with the test, with the native part of the one before, or with another in its place. */
export function ownCache(native: (folder: string) => void = linkNative(cacheFolder())): void {
  const { XDG_CACHE_HOME: before } = process.env;
  const cache = mkdtempSync(join(tmpdir(), 'ravine-choose-'));
  process.env['XDG_CACHE_HOME'] = cache;
  mkdirSync(cacheFolder());
  native(cacheFolder());
  onTestFinished(() => {
    if (before === undefined) delete process.env['XDG_CACHE_HOME'];
    else process.env['XDG_CACHE_HOME'] = before;
    rmSync(cache, { recursive: true });
  });
}

function linkNative(from: string): (folder: string) => void {
  return (folder) => symlinkSync(join(from, 'native'), join(folder, 'native'));
}

/** Writes what was measured for a task, by the names of the ways. */
export function remember(task: Task, timings: Readonly<Record<string, Partial<Timing>>>): void {
  const file = timingFile(conditionsOf(task));
  const measuredAt = new Date().toISOString();
  const whole = Object.entries(timings).map(([way, timing]) => [
    way,
    {
      device: 'CPU',
      microsecondsPerStep: 1,
      microsecondsPerMeasurement: 0,
      openingSeconds: 0,
      measuredAt,
      ...timing,
    },
  ]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ version: 1, timings: Object.fromEntries(whole) as object }));
}
