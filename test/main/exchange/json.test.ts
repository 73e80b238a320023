import { expect, test } from 'vitest';
import type { RecordedRun } from '../../../app/run/recorded-run.ts';
import type { Run } from '../../../app/run/run.ts';
import { summarize } from '../../../app/run/summary.ts';
import { expandSteps } from '../../../app/series/steps.ts';
import { ExchangeError } from '../../../main/exchange/error.ts';
import { toJson } from '../../../main/exchange/json-export.ts';
import { fromJson } from '../../../main/exchange/json-import.ts';
import { experiment } from '../store/experiment.ts';
import { everyStep, storeWithRun } from '../store/fixture.ts';
import { awkward, execution, recordedRun } from './fixture.ts';

function text(recorded: RecordedRun): string {
  return [...toJson(recorded)].join('');
}

/** The points of all series. */
function points(recorded: RecordedRun): Record<string, { step: number[]; value: number[] }> {
  return Object.fromEntries(
    recorded.series.map((name) => {
      const chunks = [...recorded.chunks(name)];
      const step = chunks.flatMap(({ steps }) => [...expandSteps(steps)]);
      return [name, { step, value: chunks.flatMap(({ values }) => [...values]) }];
    }),
  );
}

/** A file of the documented keys alone, some of them replaced. */
function file(replaced: { run?: object; series?: unknown; [key: string]: unknown } = {}): string {
  const { run, ...rest } = replaced;
  return JSON.stringify({
    format: 'ravine-run',
    version: 1,
    run: {
      id: 'abc1',
      name: 'bounce',
      status: 'finished',
      spec: experiment,
      backend: 'onnx',
      precision: 'float64',
      device: 'CPU',
      appVersion: '1.2.3',
      startedAt: '2026-01-31T12:00:00.000Z',
      seconds: 1,
      ...run,
    },
    summary: null,
    series: { loss: { step: [0, 5], value: [2, 1] } },
    ...rest,
  });
}

test('the file of a run has the documented form: one line, shortest decimals, names for what is not finite', () => {
  const recorded = recordedRun();
  const written = text(recorded);
  expect(written.endsWith('}\n')).toBe(true);
  expect(written.trimEnd()).not.toContain('\n');
  const read = JSON.parse(written) as Record<string, Record<string, unknown>>;
  expect(Object.keys(read)).toEqual(['format', 'version', 'run', 'summary', 'series', 'events']);
  expect(Object.keys(read['run']!).slice(0, 10)).toEqual([
    'id',
    'name',
    'status',
    'spec',
    'backend',
    'precision',
    'device',
    'appVersion',
    'startedAt',
    'seconds',
  ]);
  expect(read['run']).toMatchObject({
    id: recorded.run.id,
    spec: experiment,
    backend: 'tensorflow',
    precision: 'float64',
    device: 'CPU',
    seconds: 0.25,
  });
  expect(read['series']).toEqual({
    loss: {
      step: awkward.map((_, i) => i),
      value: [...awkward.slice(0, 7), 'NaN', 'Infinity', '-Infinity', awkward[10]],
    },
    sharpness: { step: [0, 3, 10], value: [1.5, 'NaN', 2.5] },
  });
  expect(written).toContain('[0.1,0.3333333333333333,-0,5e-324,1.7976931348623157e+308,1e+21,-1e-7,"NaN"');
});

test('what was exported is taken back whole, derived statistics anew', () => {
  const recorded = recordedRun();
  const { store } = storeWithRun();
  const read = (name: string) => {
    const { step = [], value = [] } = points(recorded)[name] ?? {};
    return { step: Float64Array.from(step), value: Float64Array.from(value) };
  };
  const summary = summarize({ experiment: recorded.run.experiment, status: 'finished', step: 10, read });
  const [back, ...more] = fromJson(
    text({ ...recorded, run: { ...recorded.run, summary: { ...summary, finalLoss: 77 } } }),
  );
  expect(more).toEqual([]);
  const { hash, startHash, ...run } = back!.run;
  expect({ ...run, hash: 'hash', startHash: 'start' }).toEqual({ ...recorded.run, summary });
  expect([hash, startHash]).toEqual([
    expect.stringMatching(/^[0-9a-f]{16,}$/),
    expect.stringMatching(/^[0-9a-f]{16,}$/),
  ]);
  expect(points(back!)).toEqual(points(recorded));
  expect(Object.is(points(back!)['loss']!.value[2], -0)).toBe(true);
  expect(back!.events()).toEqual(recorded.events());
  expect(store.importRun(back!)).toEqual({ id: run.id, outcome: 'imported' });
});

test('long series come in pieces and back', () => {
  const { store, run } = storeWithRun();
  const values = Float64Array.from({ length: 50_000 }, (_, i) => Math.sin(i));
  store.append(run.id, [everyStep('loss', 3, values)], { step: 50_003, seconds: 1 });
  const pieces = [...toJson(store.recorded(run.id))];
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(8192 * 25);
  expect(points(fromJson(pieces.join(''))[0]!)['loss']!.value).toEqual([...values]);
});

test('several runs are several lines, or an array', () => {
  const [one, two] = [file({ run: { id: 'one' } }), file({ run: { id: 'two' } })];
  for (const several of [`${one}\n${two}\n`, `${one}\r\n\n${two}`, `[${one},${two}]`])
    expect(fromJson(several).map(({ run }) => run.id)).toEqual(['one', 'two']);
});

test('a file with the documented keys alone is taken, with what follows from them', () => {
  const { run } = fromJson(file({ later: 1, run: { alsoLater: 2 } }))[0]!;
  expect(run).toMatchObject({
    step: 5,
    execution: null,
    createdAt: '2026-01-31T12:00:00.000Z',
    endedAt: null,
    note: '',
    tags: [],
  } satisfies Partial<Run>);
});

test('what older versions wrote of how a run was computed is taken, and completed', () => {
  const old = Object.fromEntries(
    Object.entries(execution).filter(([key]) => key !== 'mode' && key !== 'candidates'),
  );
  const { run } = fromJson(file({ run: { execution: old } }))[0]!;
  expect(run.execution).toEqual({ ...old, mode: 'plain', candidates: [] });
});

test.each<[string, string, place: string, words: RegExp]>([
  ['no JSON', '{"format":', '', /not JSON/],
  ['an empty text', '', '', /not JSON/],
  ['a line that is no JSON', `${file()}\n{oops\n`, 'line 2', /not JSON/],
  ['something else', '{"hello":1}', 'format', /Missing/],
  ['another format', file({ format: 'csv' }), 'format', /Expected "ravine-run", got "csv"/],
  ['a number', '7', '', /Expected the file of a run, got 7/],
  ['a later version', file({ version: 2 }), 'version', /newer Ravine.*got 2/],
  ['an id that is none', file({ run: { id: '../x' } }), 'run.id', /id of at most 40/],
  ['an unknown status', file({ run: { status: 'pondering' } }), 'run.status', /queued, running.*"pondering"/],
  [
    'a wrong experiment',
    file({ run: { spec: { ...experiment, steps: 0 } } }),
    'run.spec.steps',
    /at least 1.*got 0/,
  ],
  ['a time that is none', file({ run: { startedAt: 'yesterday' } }), 'run.startedAt', /"yesterday"/],
  [
    'a mode that is none',
    file({ run: { execution: { ...execution, mode: 'turbo' } } }),
    'run.execution.mode',
    /plain or xla, got "turbo"/,
  ],
  [
    'a candidate without a note',
    file({ run: { execution: { ...execution, candidates: [{ backend: 'onnx' }] } } }),
    'run.execution.candidates[0].note',
    /Missing/,
  ],
  ['an event without a step', file({ events: [{ kind: 'k', sentence: 's' }] }), 'events[0].step', /Missing/],
  ['series that are a list', file({ series: [] }), 'series', /object of series/],
  [
    'a series without values',
    file({ series: { loss: { step: [1] } } }),
    'series.loss.value',
    /a list of values/,
  ],
  ['a series that is null', file({ series: { loss: null } }), 'series.loss', /got null/],
  [
    'unequal lengths',
    file({ series: { loss: { step: [1], value: [] } } }),
    'series.loss.value',
    /1 values.*got 0/,
  ],
  [
    'steps that fall',
    file({ series: { loss: { step: [1, 1], value: [0, 0] } } }),
    'series.loss.step[1]',
    /at least 2, got 1/,
  ],
  [
    'half a step',
    file({ series: { loss: { step: [0.5], value: [0] } } }),
    'series.loss.step[0]',
    /whole.*0\.5/,
  ],
  [
    'a value that is none',
    file({ series: { loss: { step: [0, 1], value: [0, null] } } }),
    'series.loss.value[1]',
    /got null/,
  ],
  ['a name that is a path', file({ series: { '../x': { step: [], value: [] } } }), 'series["../x"]', /name/],
  ['the second of an array', `[${file()},${file({ version: 3 })}]`, '[1].version', /got 3/],
])('%s is refused with its place', (_case, given, place, words) => {
  let problems: ExchangeError['problems'] = [];
  try {
    fromJson(given);
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError);
    problems = (error as ExchangeError).problems;
  }
  expect(problems.map((problem) => problem.place)).toContain(place);
  expect(problems.find((problem) => problem.place === place)?.message).toMatch(words);
});

test('all that is wrong is told at once', () => {
  const given = file({
    run: { spec: { ...experiment, steps: 0 } },
    series: { loss: { step: [0], value: ['x'] }, w: 1 },
  });
  let places: unknown[] = [];
  try {
    fromJson(given);
  } catch (error) {
    places = (error as ExchangeError).problems.map(({ place }) => place);
  }
  expect(places).toEqual(['run.spec.steps', 'series.loss.value[0]', 'series.w']);
});
