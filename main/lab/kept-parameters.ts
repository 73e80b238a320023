import type { Run } from '../../app/run/run.ts';
import type { KeptPoint, Point } from '../../app/study/study.ts';
import type { Store } from '../store/store.ts';
import { snapshotsOf, type Snapshots } from './paired-distance.ts';
import { refuse } from './problem.ts';

/** The parameters kept with a run by step. `final/…` is left out while it may be that of an earlier end, after which the run was resumed. */
export function keptParameters(store: Store, run: Run): Snapshots {
  const prefixes = ['start/', 'checkpoint/', ...(hasEnd(run) ? ['final/'] : [])];
  return snapshotsOf(
    prefixes.flatMap((prefix) => store.readArrays(run.id, prefix)),
    run.step,
  );
}

/** All of them in rising order of step. @throws LabError `no-parameters` where there are none */
export function keptPoints(store: Store, run: Run): KeptPoint[] {
  const kept = [...keptParameters(store, run)].map(([step, layers]) => ({ step, layers }));
  if (kept.length > 0) return kept.sort((a, b) => a.step - b.step);
  throw refuse(
    'no-parameters',
    `Run ${run.id} keeps no parameters: it has not begun, or it was imported from a JSON file, which does not carry them.`,
  );
}

/** Those that a run can be forked, or looked at, singly at: with the others its newest checkpoints. */
export function forkPoints(store: Store, run: Run): KeptPoint[] {
  const points = new Map(keptPoints(store, run).map((point) => [point.step, point]));
  const layers = [...points.values()][0]!.layers;
  for (const step of store.listCheckpoints(run.id).filter((step) => !points.has(step))) {
    const arrays = store.readCheckpoint(run.id, step)?.arrays ?? [];
    const own = arrays.filter(({ name }) => layers.has(name));
    if (own.length === layers.size)
      points.set(step, { step, layers: new Map(own.map(({ name, values }) => [name, values])) });
  }
  return [...points.values()].sort((a, b) => a.step - b.step);
}

/** One of the points that are kept of a run. @throws LabError `no-point`, saying which there are */
export function keptPoint(run: Run, kept: readonly KeptPoint[], point: Point): KeptPoint {
  const step = point === 'start' ? 0 : point === 'final' ? (hasEnd(run) ? run.step : null) : point;
  const found = kept.find((one) => one.step === step);
  if (found) return found;
  const missing = step === null ? `no end yet (it is ${run.status})` : `no parameters of step ${step}`;
  const steps = kept.map((one) => one.step).join(', ');
  throw refuse('no-point', `Run ${run.id} keeps ${missing}. It keeps those of step ${steps}.`);
}

function hasEnd({ status }: Run): boolean {
  return ['finished', 'converged', 'diverged', 'stopped'].includes(status);
}
