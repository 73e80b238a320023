import type { Execution } from '../../../app/run/execution.ts';
import type { RecordedRun } from '../../../app/run/recorded-run.ts';
import type { SeriesChunk } from '../../../app/series/chunk.ts';
import { everyStep, storeWithRun } from '../store/fixture.ts';

/** Values that only full precision tells apart, and those that are not finite. */
export const awkward = [
  0.1,
  1 / 3,
  -0,
  5e-324,
  1.7976931348623157e308,
  1e21,
  -1e-7,
  NaN,
  Infinity,
  -Infinity,
  123456789012345680,
];

export const sharpness: SeriesChunk = {
  name: 'sharpness',
  steps: { kind: 'listed', values: Float64Array.of(0, 3, 10) },
  values: Float64Array.of(1.5, NaN, 2.5),
};

export const execution: Execution = {
  backend: 'tensorflow',
  mode: 'xla',
  library: 'tensorflow 2.21.0 via tfjs-node 4.22.0',
  precision: 'float64',
  device: 'CPU',
  threads: 1,
  reason: 'auto: the quickest',
  candidates: [
    { backend: 'tensorflow', mode: 'xla', device: 'CPU', microsecondsPerStep: 43.5, note: 'measured' },
    { backend: 'onnx', mode: null, device: null, microsecondsPerStep: null, note: 'It is missing.' },
  ],
  epsilon: 0,
  parameters: 6,
  chunk: null,
  batch: null,
  memoryEstimate: null,
};

/** A run out of a store: loss at steps 0 to 10, sharpness at three of them, arrays. */
export function recordedRun(): RecordedRun {
  const { store, run } = storeWithRun();
  store.append(run.id, [sharpness, everyStep('loss', 0, awkward)], { step: 10, seconds: 0.25 });
  store.saveArrays(run.id, [
    { name: 'start/layer0.weight', shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, -0.1) },
    { name: 'start/scalar', shape: [], values: Float64Array.of(7) },
    { name: 'checkpoint/5/layer0.weight', shape: [2, 3], values: Float64Array.of(6, 5, 4, 3, 2, 1) },
    { name: 'data/inputs', shape: [0, 4], values: new Float64Array() },
  ]);
  store.addEvent(run.id, { step: 7, kind: 'zero-gradient', sentence: 'The gradient is “zero”.' });
  store.updateRun(run.id, {
    status: 'finished',
    name: 'SAM, "bounce"',
    startedAt: '2026-01-31T12:00:00.000Z',
    endedAt: '2026-01-31T12:00:01.000Z',
    tags: ['a', 'b'],
    note: 'δ\n',
    execution,
  });
  return store.recorded(run.id);
}
