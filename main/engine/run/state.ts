import * as v from 'valibot';
import type { Checkpoint, NamedArray } from '../../../app/run/checkpoint.ts';
import type { Eigenvectors } from '../curvature/history.ts';
import type { Iterates } from '../measure/iterates.ts';
import type { Measurer, MeasurerState } from '../measure/measurement.ts';
import type { Gradients } from '../measure/probe/probe.ts';
import type { OscillationTrack } from '../measure/oscillation.ts';
import { newWatch, type Watch, type WatchState } from '../measure/watch.ts';
import type { Layer } from '../objective/objective.ts';
import type { Numbers } from '../numbers.ts';
import { splitValues } from '../parameters.ts';
import { EngineError } from '../problem.ts';
import { flowArrays, flowNumbers, savedFlow, SavedFlow } from './saved-flow.ts';
import type { Spectra } from './spectra.ts';

/** What a step moves, flat [parameters]. */
export interface Moving {
  readonly w: Float64Array;
  /** m of momentum, where the optimizer has some. */
  readonly velocity?: Float64Array;
}

/** Where the directions of the oscillation were taken: projections are relative to this point until the next measurement. */
export interface Window {
  /** Step of the measurement. */
  readonly step: number;
  /** w_ref, flat [parameters]. */
  readonly reference: Float64Array;
}

/** A measurement that is to be made, from what the measurer knew before it: nothing is left of one that was abandoned. */
export interface DueMeasurement {
  readonly measurer: MeasurerState;
  /** At the iterate, where they are known already. */
  readonly gradients?: Gradients | undefined;
  /** That of the end, which a resumed run comes to by itself. */
  readonly isLast?: boolean;
}

/** What a run carries from one step to the next besides its parameters. */
export interface RunState {
  readonly iterates: Iterates;
  readonly measurer: Measurer;
  readonly oscillation: OscillationTrack;
  readonly watch: Watch;
  window: Window;
  /** Loss above which the run has diverged; NaN until the loss at the start is known. */
  lossLimit: number;
  /** The measurement that belongs before the next step, while it is to be made. */
  due: DueMeasurement | null;
  /** Of the last recorded step. */
  loss: number;
  readonly spectra: Spectra;
}

const Sizes = v.array(v.number());
const Saved = v.object({
  lossLimit: v.number(),
  measurements: v.number(),
  sharpness: v.number(),
  /** Eigenvectors of one measurement, in checkpoints of earlier versions, or of every one that is held; the first ones hold those of one alone. */
  followed: v.optional(v.union([v.number(), v.object({ iterate: Sizes, midpoint: Sizes })])),
  /** Rayleigh quotients of the model of the Hessian. */
  model: v.optional(v.array(v.number()), []),
  /** Where the eigenvectors of the start are now. */
  places: v.optional(Sizes),
  drift: v.optional(
    v.nullable(v.object({ step: v.number(), sharpness: v.number(), rate: v.nullable(v.number()) })),
    null,
  ),
  toy: v.optional(v.nullable(v.object({ step: v.number(), sharpness: v.number() })), null),
  flow: v.optional(v.nullable(SavedFlow), null),
  watch: v.optional(v.custom<WatchState>((value) => typeof value === 'object')),
  costs: v.optional(
    v.array(v.object({ probe: v.string(), measurements: v.number(), seconds: v.number() })),
    [],
  ),
  window: v.number(),
  due: v.optional(v.boolean(), false),
  loss: v.optional(v.number(), 0),
  spectra: v.optional(v.number(), 0),
  past: v.array(v.object({ step: v.number(), values: v.array(v.number()) })),
});

const VELOCITY = 'velocity';
const ITERATE = 'iterates/';
const DUE = 'due/';
const MODEL = 'hessianModel';

/** A checkpoint of a run whose parameters and velocity at `step` these are. Its arrays are copies. */
export function saveState(
  state: RunState,
  {
    step,
    seconds,
    moving: { w, velocity },
    layers,
  }: { step: number; seconds: number; moving: Moving; layers: readonly Layer[] },
): Checkpoint {
  const { due } = state;
  const measurer = due?.measurer ?? state.measurer.state;
  const { count, sharpness, iterate, midpoint, model } = measurer;
  const flat = (name: string, values: Float64Array): NamedArray => ({
    name,
    shape: [values.length],
    values: values.slice(),
  });
  return {
    step,
    seconds,
    arrays: [
      ...splitValues(w, layers),
      stack('eigenvectors', midpoint.flat(), w.length),
      stack('iterateEigenvectors', iterate.flat(), w.length),
      ...(model.values.length > 0 ? [stack(MODEL, model.vectors, w.length)] : []),
      ...(velocity ? [flat(VELOCITY, velocity)] : []),
      flat('reference', state.window.reference),
      ...dueGradients(due).map(([name, values]) => flat(`${DUE}${name}`, values)),
      ...(measurer.flow ? flowArrays(measurer.flow) : []),
      ...[...state.iterates.kept].map(([at, values]) => flat(`${ITERATE}${at}`, values)),
    ],
    state: JSON.stringify({
      lossLimit: state.lossLimit,
      measurements: count,
      sharpness,
      followed: { iterate: iterate.map(sizeOf), midpoint: midpoint.map(sizeOf) },
      model: [...model.values],
      places: [...measurer.places],
      drift: measurer.drift,
      toy: measurer.toy,
      flow: measurer.flow && flowNumbers(measurer.flow),
      watch: state.watch.state,
      costs: state.measurer.costs.list,
      window: state.window.step,
      due: due !== null && !due.isLast,
      loss: state.loss,
      spectra: state.spectra.done,
      past: state.oscillation.past.map((past) => ({ step: past.step, values: [...past.values] })),
    } satisfies v.InferInput<typeof Saved>),
  };
}

/** Puts a checkpoint's state back. @returns what moves, flat. @throws EngineError if the checkpoint is not of this run. */
export function restoreState(
  state: RunState,
  checkpoint: Checkpoint,
  { layers, hasVelocity }: { readonly layers: readonly Layer[]; readonly hasVelocity: boolean },
): Moving {
  const byName = new Map(checkpoint.arrays.map((array) => [array.name, array]));
  const take = (name: string): Float64Array => {
    const array = byName.get(name);
    if (!array)
      throw new EngineError('bad-checkpoint', `The checkpoint at step ${checkpoint.step} has no ${name}.`);
    return Float64Array.from(array.values);
  };
  const parts = layers.map(({ name }) => take(name));
  const w = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let begin = 0;
  for (const part of parts) {
    w.set(part, begin);
    begin += part.length;
  }
  const saved = v.parse(Saved, JSON.parse(checkpoint.state));
  state.lossLimit = saved.lossLimit;
  state.loss = saved.loss;
  state.spectra.done = saved.spectra;
  state.window = { step: saved.window, reference: take('reference') };
  const fresh = state.measurer.state;
  const sizes = (of: 'iterate' | 'midpoint'): number | readonly number[] | undefined =>
    typeof saved.followed === 'object' ? saved.followed[of] : saved.followed;
  state.measurer.state = {
    count: saved.measurements,
    sharpness: saved.sharpness,
    iterate: unstack(take('iterateEigenvectors'), w.length, sizes('iterate')),
    midpoint: unstack(take('eigenvectors'), w.length, sizes('midpoint')),
    model: { vectors: saved.model.length > 0 ? rowsOf(take(MODEL), w.length) : [], values: saved.model },
    places: saved.places ?? fresh.places,
    drift: saved.drift,
    toy: saved.toy,
    flow: saved.flow && savedFlow(saved.flow, (name) => (byName.has(name) ? take(name) : null)),
  };
  state.measurer.costs.list = saved.costs;
  state.watch.state = saved.watch ?? newWatch();
  if (saved.due) {
    const gradient = byName.has(`${DUE}gradient`) ? take(`${DUE}gradient`) : null;
    const ascentGradient = byName.has(`${DUE}ascentGradient`) ? take(`${DUE}ascentGradient`) : undefined;
    const gradients = gradient ? { gradient, ascentGradient } : undefined;
    state.due = { measurer: state.measurer.state, gradients };
  }
  state.oscillation.restart(
    saved.past.map(({ step, values }) => ({ step, values: Float64Array.from(values) })),
  );
  for (const { name } of checkpoint.arrays)
    if (name.startsWith(ITERATE)) state.iterates.keep(Number(name.slice(ITERATE.length)), take(name));
  return { w, ...(hasVelocity ? { velocity: take(VELOCITY) } : {}) };
}

/** Rows [k, columns] as one array. */
export function stack(name: string, rows: readonly Numbers[], columns: number): NamedArray {
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => values.set(row, i * columns));
  return { name, shape: [rows.length, columns], values };
}

const sizeOf = (set: Eigenvectors): number => set.length;

function rowsOf(values: Float64Array, columns: number): Float64Array[] {
  return Array.from({ length: values.length / columns }, (_, i) =>
    values.slice(i * columns, (i + 1) * columns),
  );
}

/** Rows again, in sets of these sizes, or of so many each; all in one set where that is not known. */
function unstack(values: Float64Array, columns: number, sizes?: number | readonly number[]): Eigenvectors[] {
  const rows = rowsOf(values, columns);
  const each = typeof sizes === 'number' ? sizes : rows.length;
  const lengths =
    typeof sizes === 'object'
      ? sizes
      : Array.from({ length: each === 0 ? 0 : rows.length / each }, () => each);
  let begin = 0;
  return lengths.map((length) => rows.slice(begin, (begin += length)));
}

/** What the measurement that is due reads beside the iterates, by name. */
function dueGradients(due: RunState['due']): (readonly [string, Float64Array])[] {
  if (!due?.gradients) return [];
  const { gradient, ascentGradient } = due.gradients;
  return [['gradient', gradient], ...(ascentGradient ? [['ascentGradient', ascentGradient] as const] : [])];
}
