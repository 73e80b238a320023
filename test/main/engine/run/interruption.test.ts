import { expect, test } from 'vitest';
import type { Control } from '../../../../main/engine/run/control.ts';
import type { FromEngine } from '../../../../main/engine/protocol.ts';
import { collect, stepsOf, type Collected } from './collect.ts';

// Messages of the lab come in at any turn of the event loop, also between the products of a measurement.

const file = {
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [4], activation: 'tanh' },
    data: { kind: 'chebyshev', degree: 3, points: 8 },
  },
  optimizer: { kind: 'sam', stepSize: 0.1, radius: 0.05 },
  steps: 30,
  noise: 1e-3,
  backend: 'reference',
  measure: {
    sharpness: { every: 7, count: 2, tolerance: 1e-6 },
    spectrum: { at: [30, 0, 11], vectors: 2, steps: 4, count: 1 },
  },
};

/** Does something at a turn of the event loop, counted from a run's first message. */
function atTurn(
  turn: number,
  act: (control: Control) => void,
): (message: FromEngine, control: Control) => void {
  let begun = false;
  return (_message, control) => {
    if (begun) return;
    begun = true;
    let left = turn;
    const wait = (): void => {
      if (left-- === 0) act(control);
      else setImmediate(wait);
    };
    setImmediate(wait);
  };
}

const points = ({ series }: Pick<Collected, 'series'>) =>
  Object.fromEntries([...series].map(([name, values]) => [name, [...values].sort(([a], [b]) => a - b)]));

test('a run that is stopped at any turn goes on bit for bit, measurements that were abandoned included', async () => {
  const whole = await collect(file);
  const [stopped, due] = [new Set<number>(), new Set<number>()];
  for (let turn = 0; ; turn += 2) {
    const first = await collect(
      file,
      atTurn(turn, (control) => control.stop()),
    );
    if (first.done.status === 'finished') break; // before this turn
    expect(first.done).toMatchObject({ status: 'stopped', problem: null });
    const { step } = first.done;
    const checkpoint = first.checkpoints.at(-1);
    stopped.add(step);
    if (checkpoint?.state.includes('"due":true')) {
      due.add(step);
      expect(first.series.get('sharpness')?.has(Math.max(0, step - 1)) ?? false).toBe(false);
    }
    const second = checkpoint
      ? await collect(file, undefined, { checkpoint, into: first.series, begun: first.execution })
      : await collect(file);
    expect(second.done).toMatchObject({ status: 'finished', step: 30 });
    expect(points(second)).toEqual(points(whole));
    for (const [name, { values }] of whole.arrays)
      if (/^(final|checkpoint|spectrum)\/|^eigenvectors$/.test(name))
        expect((second.arrays.get(name) ?? first.arrays.get(name))?.values).toEqual(values);
  }
  expect([...due].sort((a, b) => a - b)).toEqual([0, 8, 15, 22, 29]); // every measurement was abandoned once
  expect(stopped).toContain(30); // the last one too
});

test('a run in float32 whose vectors a library multiplies goes on bit for bit too', async () => {
  const single = {
    ...{
      ...file,
      precision: 'float32',
      backend: 'onnx',
      threads: 1,
      measure: { sharpness: { every: 4, count: 2 } },
    },
    objective: { ...file.objective, network: { kind: 'mlp', hidden: [48, 48], activation: 'tanh' } },
  };
  const whole = await collect(single);
  const stops = new Set<number>();
  for (const turn of [60, 90, 120]) {
    const first = await collect(
      single,
      atTurn(turn, (control) => control.stop()),
    );
    const checkpoint = first.checkpoints.at(-1)!;
    expect(checkpoint.arrays.some(({ name }) => name === 'hessianModel')).toBe(true);
    stops.add(first.done.step);
    const into = { checkpoint, into: first.series, begun: first.execution };
    expect(points(await collect(single, undefined, into))).toEqual(points(whole));
  }
  expect(stops.size).toBeGreaterThan(1);
});

test('a run that is paused at any turn waits there, and goes on as if nothing had been', async () => {
  const whole = await collect(file);
  for (let turn = 0; ; turn += 3) {
    const paused: number[] = [];
    const pause = atTurn(turn, (control) => control.pause());
    const run = await collect(file, (message, control) => {
      pause(message, control);
      if (message.type !== 'paused') return;
      paused.push(message.step);
      setImmediate(() => control.resume());
    });
    expect(run.done).toMatchObject({ status: 'finished', step: 30 });
    if (paused.length === 0) break; // it was done before this turn
    expect(paused).toHaveLength(1);
    expect(points(run)).toEqual(points(whole));
  }
});

const withFlow = {
  ...file,
  objective: { kind: 'quadratic', eigenvalues: [3, 1, 0.2], start: [1, -1, 2] },
  steps: 12,
  noise: 0,
  measure: { sharpness: { every: 5, tolerance: 1e-6 }, flow: { tolerance: 1e-4 } },
};

test('a run with the gradient flow beside it is stopped at any turn and goes on with both, bit for bit', async () => {
  const whole = await collect(withFlow);
  expect(stepsOf(whole, 'flowDistance')).toEqual([0, 5, 10, 12]);
  let midway = 0;
  for (let turn = 0; ; turn++) {
    const stop = atTurn(turn, (control) => control.stop());
    const first = await collect(withFlow, stop);
    if (first.done.status === 'finished') break;
    const checkpoint = first.checkpoints.at(-1);
    if (!checkpoint) continue;
    if (checkpoint.arrays.some(({ name }) => name === 'flow/slope')) midway++;
    const begun = first.execution;
    const second = await collect(withFlow, undefined, { checkpoint, into: first.series, begun });
    expect(points(second)).toEqual(points(whole));
  }
  expect(midway).toBeGreaterThan(10);
});

test('a run that was paused while it was compiled stays before its first step; stopped there, it begins anew', async () => {
  const seen: FromEngine[] = [];
  const run = await collect(file, (message, control) => {
    if (seen.length === 0) control.pause(); // what the lab said meanwhile is read now
    seen.push(message);
    if (message.type === 'paused') setImmediate(() => control.stop());
  });
  expect(seen.slice(0, 2)).toMatchObject([{ type: 'arrays' }, { type: 'paused', step: 0 }]);
  expect(run.done).toMatchObject({ status: 'stopped', step: 0 });
  expect([run.checkpoints, [...run.series]]).toEqual([[], []]);
});
