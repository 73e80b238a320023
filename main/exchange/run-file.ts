import * as v from 'valibot';
import { precisions } from '../../app/experiment/experiment.ts';
import { modes } from '../../app/run/execution.ts';
import { textToNonFinite } from '../../app/run/non-finite.ts';
import { runStatuses } from '../../app/run/run.ts';

const text = v.string('a text');
const amount = v.pipe(v.number('a number'), v.minValue(0, 'a number of at least 0'));
const count = v.pipe(amount, v.safeInteger('a whole number of at least 0'));
const moment = v.pipe(text, v.isoTimestamp('a time as 2026-01-31T12:00:00.000Z'));
const backend = v.picklist(['tensorflow', 'onnx', 'reference'], 'tensorflow, onnx or reference');

const id = v.pipe(text, v.regex(/^[0-9a-z-]{1,40}$/, 'an id of at most 40 small letters, digits and -'));

const mode = v.picklist(modes, 'plain or xla');

const Candidate = v.object(
  {
    backend,
    mode: v.nullable(mode),
    device: v.nullable(text),
    microsecondsPerStep: v.nullable(amount),
    note: text,
  },
  'a way that was weighed',
);

const Execution = v.object(
  {
    backend,
    mode: v.exactOptional(v.nullable(mode)),
    library: text,
    precision: v.picklist(precisions, 'float32 or float64'),
    device: text,
    threads: count,
    reason: text,
    candidates: v.exactOptional(v.array(Candidate, 'a list of ways that were weighed')),
    epsilon: v.nullable(amount),
    parameters: count,
    // Not in files of runs before chunks and mini-batches.
    chunk: v.optional(v.nullable(count), null),
    batch: v.optional(v.nullable(count), null),
    memoryEstimate: v.optional(v.nullable(amount), null),
  },
  'what the run was computed by',
);

const Problem = v.object({ code: text, message: text, place: v.exactOptional(text) }, 'a problem');

const Run = v.object(
  {
    id,
    name: text,
    status: v.picklist(runStatuses, `one of ${runStatuses.join(', ')}`),
    /** Parsed by the experiment's own rules. */
    spec: v.unknown(),
    /** Not in files of versions without forks. */
    fork: v.optional(
      v.nullable(v.object({ run: id, step: count }, 'the run and the step it was forked at')),
      null,
    ),
    appVersion: text,
    startedAt: v.nullable(moment),
    seconds: amount,
    steps: v.exactOptional(count),
    execution: v.optional(v.nullable(Execution), null),
    problem: v.optional(v.nullable(Problem), null),
    note: v.optional(text, ''),
    tags: v.optional(v.array(text, 'a list of texts'), []),
    pinned: v.optional(v.boolean('true or false'), false),
    archived: v.optional(v.boolean('true or false'), false),
    createdAt: v.exactOptional(moment),
    endedAt: v.optional(v.nullable(moment), null),
  },
  'a run',
);

const eventValues = v.record(
  v.string(),
  v.pipe(
    v.unknown(),
    v.transform((value) => textToNonFinite('', value)),
    v.number('a number'),
  ),
  'numbers by name',
);
const Event = v.object(
  { step: count, kind: text, sentence: text, values: v.exactOptional(eventValues) },
  'an event',
);

/** The file of a run (docs/exports.md) but for the numbers of its series. Keys it does not know are passed over: later versions may add some. */
export const RunFile = v.object(
  {
    format: v.literal('ravine-run', '"ravine-run"'),
    version: v.literal(1, '1 (a later version needs a newer Ravine)'),
    run: Run,
    /** Made anew from the series; null where there was none. */
    summary: v.optional(v.unknown(), null),
    series: v.custom<Readonly<Record<string, unknown>>>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'an object of series',
    ),
    events: v.optional(v.array(Event, 'a list of events'), []),
  },
  'the file of a run',
);
