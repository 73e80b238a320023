import type { RecordedRun } from '../../app/run/recorded-run.ts';
import { nonFiniteToText } from '../../app/run/non-finite.ts';
import type { Run } from '../../app/run/run.ts';
import type { SeriesChunk } from '../../app/series/chunk.ts';
import { expandSteps } from '../../app/series/steps.ts';
import { jsonNumber } from '../../app/format/number-text.ts';

/**
 * A run as JSON (docs/exports.md): `{"format":"ravine-run","version":1,"run":{…},"summary":{…},"series":{…},"events":[…]}` on one line, so
 * that several runs are several lines. Comes in pieces of a chunk each: a run of any length needs no text of its length.
 */
export function* toJson(recorded: RecordedRun): Generator<string> {
  const head = {
    format: 'ravine-run',
    version: 1,
    run: describe(recorded.run),
    summary: recorded.run.summary,
  };
  yield `${JSON.stringify(head, nonFiniteToText).slice(0, -1)},"series":{`;
  let separator = '';
  for (const name of recorded.series) {
    yield `${separator}${JSON.stringify(name)}:{"step":[`;
    yield* numbers(recorded, name, (chunk) => expandSteps(chunk.steps));
    yield '],"value":[';
    yield* numbers(recorded, name, (chunk) => chunk.values);
    yield ']}';
    separator = ',';
  }
  yield `},"events":${JSON.stringify(recorded.events(), nonFiniteToText)}}\n`;
}

function* numbers(
  recorded: RecordedRun,
  name: string,
  pick: (chunk: SeriesChunk) => Float64Array,
): Generator<string> {
  let separator = '';
  for (const chunk of recorded.chunks(name)) {
    let text = '';
    for (const value of pick(chunk)) {
      text += separator + jsonNumber(value);
      separator = ',';
    }
    yield text;
  }
}

function describe({ execution, experiment, ...run }: Run): unknown {
  return {
    id: run.id,
    name: run.name,
    status: run.status,
    spec: experiment,
    backend: execution?.backend ?? null,
    precision: execution?.precision ?? null,
    device: execution?.device ?? null,
    appVersion: run.appVersion,
    startedAt: run.startedAt,
    seconds: run.seconds,
    steps: run.step,
    fork: run.fork,
    execution,
    problem: run.problem,
    note: run.note,
    tags: run.tags,
    pinned: run.pinned,
    archived: run.archived,
    createdAt: run.createdAt,
    endedAt: run.endedAt,
  };
}
