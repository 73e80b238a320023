import type { NamedArray } from '../../app/run/checkpoint.ts';

/** The parameters of a run by step, layer by layer. */
export type Snapshots = ReadonlyMap<number, ReadonlyMap<string, Float64Array>>;

/** Sorts the arrays kept with a run, `start/…`, `checkpoint/STEP/…` and `final/…`, by step. @param finalStep the step of `final/…` */
export function snapshotsOf(arrays: Iterable<NamedArray>, finalStep: number): Snapshots {
  const snapshots = new Map<number, Map<string, Float64Array>>();
  for (const { name, values } of arrays) {
    const [, prefix, step, layer] = /^(start|final|checkpoint\/(\d+))\/(.*)$/.exec(name) ?? [];
    if (prefix === undefined || layer === undefined) continue;
    const at = step === undefined ? (prefix === 'start' ? 0 : finalStep) : Number(step);
    const layers = snapshots.get(at) ?? new Map<string, Float64Array>();
    snapshots.set(at, layers.set(layer, values));
  }
  return snapshots;
}

/** ‖w_A − w_B‖ at every step that both runs recorded their parameters for, in rising order. */
export function pairedDistance(a: Snapshots, b: Snapshots): { step: number[]; distance: number[] } {
  const step = [...a.keys()].filter((at) => b.has(at)).sort((x, y) => x - y);
  return { step, distance: step.map((at) => Math.sqrt(squaredDistance(a.get(at), b.get(at)))) };
}

type Layers = ReadonlyMap<string, Float64Array>;

function squaredDistance(a: Layers = new Map(), b: Layers = new Map()): number {
  let sum = 0;
  for (const [layer, x] of a) {
    const y = b.get(layer);
    for (const [index, value] of x.entries()) sum += (value - (y?.[index] ?? NaN)) ** 2;
  }
  return sum;
}
