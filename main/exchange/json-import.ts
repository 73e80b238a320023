import * as v from 'valibot';
import { experimentHash, startHash } from '../../app/experiment/hash.ts';
import { parseExperiment } from '../../app/experiment/parse.ts';
import { placeText } from '../../app/experiment/parse/place.ts';
import { unexpected } from '../../app/experiment/parse/words.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import type { SeriesChunk } from '../../app/series/chunk.ts';
import type { SeriesPoints } from '../../app/series/flips.ts';
import { completeExecution } from '../../app/run/execution.ts';
import type { RecordedRun } from '../../app/run/recorded-run.ts';
import type { Problem, Run } from '../../app/run/run.ts';
import { summarize } from '../../app/run/summary.ts';
import { seriesOrder } from '../../app/series/names.ts';
import { expandSteps, lastStep } from '../../app/series/steps.ts';
import { ExchangeError } from './error.ts';
import { RunFile } from './run-file.ts';
import { readSeries } from './series-import.ts';

/**
 * The runs of a text that `toJson` wrote: one, several in an array, or several one a line. Derived statistics are made anew from the series.
 * @throws ExchangeError with every problem and its place.
 */
export function fromJson(text: string): RecordedRun[] {
  const problems: Problem[] = [];
  const runs = parse(text).flatMap(({ place, content }) => {
    const run = readRun(content);
    if ('recorded' in run) return [run.recorded];
    problems.push(...run.problems.map((problem) => placed(place, problem)));
    return [];
  });
  if (problems.length > 0) throw new ExchangeError(problems);
  return runs;
}

interface Part {
  /** Empty for the only run of a file. */
  readonly place: string;
  readonly content: unknown;
}

function parse(text: string): Part[] {
  try {
    const whole = JSON.parse(text) as unknown;
    if (!Array.isArray(whole)) return [{ place: '', content: whole }];
    return whole.map((content: unknown, i) => ({ place: `[${i}]`, content }));
  } catch (error) {
    const lines = text
      .split('\n')
      .flatMap((line, i) => (line.trim() ? [{ place: `line ${i + 1}`, line }] : []));
    if (lines.length < 2) throw notJson('', error);
    return lines.map(({ place, line }) => {
      try {
        return { place, content: JSON.parse(line) as unknown };
      } catch (error) {
        throw notJson(place, error);
      }
    });
  }
}

function notJson(place: string, error: unknown): ExchangeError {
  const message = `This is not JSON: ${(error as Error).message}. A run's file is written by ravine export --format json.`;
  return new ExchangeError([placed(place, { code: 'not-json', message })]);
}

function placed(prefix: string, problem: Problem): Problem {
  const place = [prefix, problem.place].filter(Boolean).join('.');
  return { ...problem, place };
}

function readRun(content: unknown): { recorded: RecordedRun } | { problems: Problem[] } {
  const file = v.safeParse(RunFile, content);
  if (!file.success) return { problems: file.issues.map(problemOf) };
  const { run } = file.output;
  const spec = parseExperiment(run.spec);
  const series = readSeries(file.output.series);
  const problems = [
    ...('problems' in spec ? spec.problems.map((problem) => placed('run.spec', problem)) : []),
    ...series.problems,
  ];
  if ('problems' in spec || problems.length > 0) return { problems };
  return { recorded: recordedOf(file.output, spec.experiment, series.series) };
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const place = placeText((issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key))));
  if (issue.received === 'undefined') return { code: 'missing-key', place, message: 'Missing.' };
  return unexpected(place, issue.message, issue.input);
}

function recordedOf(
  {
    run: { spec: _spec, steps, createdAt, execution, ...rest },
    summary,
    events,
  }: v.InferOutput<typeof RunFile>,
  experiment: Experiment,
  series: ReadonlyMap<string, SeriesChunk>,
): RecordedRun {
  const furthest = Math.max(
    0,
    ...[...series.values()].filter(({ values }) => values.length > 0).map((chunk) => lastStep(chunk.steps)),
  );
  const run: Run = {
    ...rest,
    phase: null,
    experiment,
    hash: experimentHash(experiment),
    startHash: startHash(experiment, rest.fork),
    execution: execution && completeExecution(execution),
    step: steps ?? furthest,
    summary: null,
    costs: null,
    createdAt: createdAt ?? rest.startedAt ?? new Date().toISOString(),
  };
  const read = (name: string): SeriesPoints => {
    const chunk = series.get(name);
    return {
      step: chunk ? expandSteps(chunk.steps) : new Float64Array(),
      value: chunk?.values ?? new Float64Array(),
    };
  };
  return {
    run: {
      ...run,
      summary:
        summary === null
          ? null
          : summarize({ experiment: run.experiment, status: run.status, step: run.step, read }),
    },
    series: [...series.keys()].sort(seriesOrder),
    chunks: (name) => [series.get(name) ?? []].flat(),
    arrays: () => [],
    checkpoints: () => [],
    events: () => events,
  };
}
