import * as v from 'valibot';
import type { Preset } from '../experiment/preset.ts';
import { isAddress, LONGEST_ADDRESS, LONGEST_NAME, type Bookmark } from './bookmark.ts';
import { LARGEST_FILE, type DataFile } from './data-file.ts';
import type { Mode } from '../run/execution.ts';
import type { Problem, Run, RunEvent, Summary } from '../run/run.ts';
import { combinations } from '../series/combine.ts';
import type { SeriesWindow } from '../series/chunk.ts';
import type { Distance } from '../study/distance.ts';
import { flowSettings, type Flow } from '../study/flow.ts';
import type { KeptStudies } from '../study/kept.ts';
import { sliceSettings, type Slice } from '../study/slice.ts';
import { spectrumSettings, type Spectrum } from '../study/spectrum.ts';
import type { StudyKind } from '../study/study.ts';

/** Every message between a front (renderer, command line) and the lab. Fronts validate `params`; the service trusts its types. */

const id = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,40}$/, 'a run id'));
const name = v.pipe(v.string(), v.maxLength(200));
const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(10_000));
const step = v.pipe(v.number(), v.minValue(0));
const bookmarkName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_NAME));
/** Parameters that are kept with a run: those of its start, its end, or a step between; the end where left out. */
const point = v.optional(
  v.union(
    [v.picklist(['start', 'final']), v.pipe(v.number(), v.safeInteger(), v.minValue(0))],
    '"start", "final" or a step at which the run keeps its parameters',
  ),
);

const LIMIT_SERIES = 200; // 20 runs × 10 figures in one request
const LIMIT_BUCKETS = 20_000; // more than any screen has pixels
/** So many equal stretches, or the rising steps at which they begin. */
const buckets = v.optional(
  v.union(
    [
      v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(LIMIT_BUCKETS)),
      v.pipe(
        v.array(step),
        v.minLength(1),
        v.maxLength(LIMIT_BUCKETS),
        v.check((begins) => begins.every((at, i) => i === 0 || at > begins[i - 1]!)),
      ),
    ],
    `a whole number from 1 to ${LIMIT_BUCKETS}, or as many rising steps`,
  ),
);

export const params = {
  /** Version, store, backends, machine. */
  'lab.describe': v.strictObject({}),
  'presets.list': v.strictObject({}),
  /** Keeps a user's file of data beside the store, under its content and its name, and says what is in it (docs/lab.md). */
  'data.keep': v.strictObject({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(1000)),
    bytes: v.custom<Uint8Array>(
      (bytes) => bytes instanceof Uint8Array && bytes.length <= LARGEST_FILE,
      `the bytes of a file, at most ${LARGEST_FILE}`,
    ),
  }),
  /** What is in a file of data on the lab's machine; relative to the lab's working folder, as in an experiment. */
  'data.describe': v.strictObject({ path: v.pipe(v.string(), v.minLength(1), v.maxLength(4096)) }),
  /** Newest first. */
  'runs.list': v.strictObject({}),
  'runs.get': v.strictObject({ id }),
  /** Puts experiments (as written; parsed by the lab) in the queue. */
  'runs.start': v.strictObject({
    experiments: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(1000)),
  }),
  /**
   * A new run from parameters that are kept of another, with some keys of its experiment exchanged (app/experiment/fork.ts); from the last ones that are
   * kept where no point is given.
   */
  'runs.fork': v.strictObject({ id, point, changes: v.record(v.string(), v.unknown()) }),
  /** Steps at which parameters of a run are kept, rising: where it can be forked and studied. */
  'runs.keptSteps': v.strictObject({ id }),
  'runs.pause': v.strictObject({ ids }),
  'runs.resume': v.strictObject({ ids }),
  'runs.step': v.strictObject({ id, count: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
  'runs.stop': v.strictObject({ ids }),
  /** Takes them out of the lab; `runs.restore` brings them back until the lab's store is next tidied (docs/store.md). */
  'runs.delete': v.strictObject({ ids }),
  'runs.restore': v.strictObject({ ids }),
  'runs.annotate': v.strictObject({
    id,
    name: v.optional(v.pipe(v.string(), v.maxLength(200))),
    note: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
    tags: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(60))), v.maxLength(50))),
    pinned: v.optional(v.boolean()),
    archived: v.optional(v.boolean()),
  }),
  'runs.compare': v.strictObject({ ids }),
  'runs.events': v.strictObject({ id }),
  /** Spectra, slices and the flow that are kept with a run; computes none. */
  'runs.studies': v.strictObject({ id }),
  /**
   * Eigenvalues of the Hessian and their density, at kept parameters. This and the next three are computed by a process of their own, or read
   * where they were computed before; settings left out are as in docs/studies.md.
   */
  'runs.spectrum': v.strictObject({ id, point, ...spectrumSettings }),
  /** The loss on a line or a plane through kept parameters. */
  'runs.slice': v.strictObject({ id, point, ...sliceSettings }),
  /** The gradient flow from the run's start beside its kept parameters. */
  'runs.flow': v.strictObject({ id, ...flowSettings }),
  /** How far two runs with one start are from each other at every step that both came to: both are computed once more. */
  'runs.distance': v.strictObject({ id, other: id }),
  /** Ends what is being computed of the runs by the four above: their calls are refused with `cancelled`. */
  'runs.cancelStudies': v.strictObject({ ids }),
  /**
   * Series of runs, and what is made of one series of several at the steps that all of them have, within [from, to], thinned where longer to the minimum and maximum of each of `buckets` equal stretches, or of those that begin at the steps it lists. A
   * combination is made of every recorded value and thinned then.
   */
  'series.read': v.strictObject({
    series: v.pipe(
      v.array(
        v.union([
          v.strictObject({ id, name }),
          v.strictObject({
            ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(200)),
            combined: v.picklist(combinations),
            name,
          }),
        ]),
      ),
      v.minLength(1),
      v.maxLength(LIMIT_SERIES),
    ),
    from: v.optional(step),
    to: v.optional(step),
    buckets,
  }),
  /** By name. */
  'bookmarks.list': v.strictObject({}),
  'bookmarks.keep': v.strictObject({
    name: bookmarkName,
    address: v.pipe(
      v.string(),
      v.maxLength(LONGEST_ADDRESS),
      v.check(isAddress, 'the address of a view, as it stands after the page: #/…'),
    ),
  }),
  'bookmarks.rename': v.strictObject({ id, name: bookmarkName }),
  /** Takes one out; `bookmarks.restore` brings it back for as long as deleted runs are kept (docs/store.md). */
  'bookmarks.delete': v.strictObject({ id }),
  'bookmarks.restore': v.strictObject({ id }),
} as const;

export type Method = keyof typeof params;
export type Params<M extends Method> = v.InferOutput<(typeof params)[M]>;

export interface BackendState {
  readonly backend: 'tensorflow' | 'onnx' | 'reference';
  readonly available: boolean;
  readonly library: string;
  /** `CPU`, or the GPU's name. */
  readonly device: string;
  /** Why a GPU that is there is not used; empty where there is nothing to say. */
  readonly note: string;
  readonly precisions: readonly string[];
  /** How it computes, each with its precisions; empty where it knows one way. */
  readonly modes: readonly { readonly mode: Mode; readonly precisions: readonly string[] }[];
  /** What is missing and how to get it; empty where available. */
  readonly missing: string;
}

export interface LabDescription {
  readonly version: string;
  readonly node: string;
  readonly machine: { readonly cores: number; readonly memory: number; readonly platform: string };
  readonly store: { readonly file: string; readonly readOnly: boolean; readonly messages: readonly string[] };
  readonly backends: readonly BackendState[];
}

/** One row of a settings table: a path into the experiment and its value in each run, in the order of the ids. */
export interface SettingRow {
  readonly place: string;
  readonly values: readonly unknown[];
}

/** ‖w_A − w_B‖ at the steps both runs keep parameters of (`runs.distance`: at every step); only runs with one start and data are paired. */
export interface PairedDistance {
  readonly a: string;
  readonly b: string;
  readonly step: readonly number[];
  readonly distance: readonly number[];
}

export interface Comparison {
  readonly runs: readonly Run[];
  readonly differing: readonly SettingRow[];
  readonly shared: readonly SettingRow[];
  readonly statistics: readonly {
    readonly name: keyof Summary;
    readonly values: readonly (number | null)[];
  }[];
  /** Gradient evaluations of each run: one a step for GD, two for SAM. */
  readonly gradientEvaluations: readonly number[];
  readonly distances: readonly PairedDistance[];
}

export interface Results {
  'lab.describe': LabDescription;
  'presets.list': readonly Preset[];
  'data.keep': DataFile;
  'data.describe': DataFile;
  'runs.list': readonly Run[];
  'runs.get': Run & { readonly series: readonly { readonly name: string; readonly points: number }[] };
  'runs.start': { readonly ids: readonly string[] };
  'runs.fork': { readonly id: string };
  'runs.keptSteps': readonly number[];
  'runs.pause': null;
  'runs.resume': null;
  'runs.step': null;
  'runs.stop': null;
  'runs.delete': null;
  'runs.restore': null;
  'runs.annotate': Run;
  'runs.compare': Comparison;
  'runs.events': readonly RunEvent[];
  'runs.studies': KeptStudies;
  'runs.spectrum': Spectrum;
  'runs.slice': Slice;
  'runs.flow': Flow;
  'runs.distance': Distance;
  'runs.cancelStudies': null;
  'bookmarks.list': readonly Bookmark[];
  'bookmarks.keep': Bookmark;
  'bookmarks.rename': Bookmark;
  'bookmarks.delete': null;
  'bookmarks.restore': null;
  /** In the order asked for; `id` of a combination: those of its runs joined by a plus. */
  'series.read': readonly (SeriesWindow & { readonly id: string })[];
}

/** What the lab says unasked. Fronts fetch what they show; events say what is stale. */
export type LabEvent =
  /** A run is new or its row changed; at most ten times a second a run. */
  | { readonly type: 'run'; readonly run: Run }
  | { readonly type: 'removed'; readonly ids: readonly string[] }
  /** New points were stored up to `step`; at most ten times a second a run. */
  | { readonly type: 'points'; readonly id: string; readonly step: number }
  /** The bookmarks as they are now. */
  | { readonly type: 'bookmarks'; readonly bookmarks: readonly Bookmark[] }
  /** How far a study of a run is, at most ten times a second; its result is the answer to who asked. */
  | {
      readonly type: 'study';
      readonly id: string;
      readonly study: StudyKind;
      /** From 0 to 1. */
      readonly share: number;
      /** What is being computed. */
      readonly what: string;
    };

/** The lab as every front sees it. @throws LabError */
export interface Lab {
  call<M extends Method>(method: M, params: Params<M>): Promise<Results[M]>;
  /** @returns the function that ends the subscription. */
  subscribe(listener: (event: LabEvent) => void): () => void;
}

/** A refused call: problems with their places. */
export class LabError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((p) => (p.place ? `${p.place}: ${p.message}` : p.message)).join('\n'));
    this.name = 'LabError';
    this.problems = problems;
  }
}
