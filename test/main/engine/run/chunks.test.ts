import { expect, test } from 'vitest';
import { backends } from '../execute/engines.ts';
import { collect, valuesOf, type Collected } from './collect.ts';

const digits = {
  seed: 2,
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [6, 5], activation: 'tanh' },
    data: { kind: 'digits', train: 40, test: 25 },
    loss: 'cross-entropy',
  },
  optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.05 },
  steps: 20,
  measure: { sharpness: { every: 7, count: 2, tolerance: 1e-9 } },
};

/** The largest difference of two runs' values relative to the larger of them, over some series. */
function apart(a: Collected, b: Collected, names: readonly string[]): number {
  return Math.max(
    ...names.flatMap((name) => {
      const others = valuesOf(b, name);
      return valuesOf(a, name).map((value, i) => Math.abs(value - others[i]!) / Math.abs(others[i]!));
    }),
  );
}

const everyStep = ['loss', 'gradientNorm', 'ascentLoss', 'ascentGradientNorm'];
const evaluated = ['testLoss', 'trainAccuracy', 'testAccuracy'];

// 40 and 25 examples: chunks that divide both, leave some over in both, hold one alone, and more than the test set.
test.each(backends.flatMap((backend) => [5, 7, 1, 30].map((chunk) => ({ backend, chunk }))))(
  'a run in chunks of $chunk is that on all examples at once to rounding ($backend)',
  async ({ backend, chunk }) => {
    const whole = await collect({ ...digits, backend });
    const chunked = await collect({ ...digits, backend, chunk });
    expect([...chunked.series.keys()].sort()).toEqual([...whole.series.keys()].sort());
    expect(apart(chunked, whole, [...everyStep, ...evaluated])).toBeLessThan(1e-12);
    expect(apart(chunked, whole, ['sharpness', 'sharpness2'])).toBeLessThan(1e-9);
  },
);

test.each(backends)(
  'a run in chunks gives the same series bit for bit, however it is cut into calls (%s)',
  async (backend) => {
    const file = { ...digits, backend, chunk: 7, noise: 1e-4 };
    const whole = await collect(file);
    const stepped = await collect(file, (message, control) => {
      if (message.type === 'arrays' && message.arrays[0]!.name.startsWith('start/')) control.step(1);
      if (message.type === 'paused') setImmediate(() => control.step(message.step % 3 === 0 ? 4 : 1));
    });
    expect(stepped.series).toEqual(whole.series);
  },
);

test.each(backends)('a mini-batch larger than a chunk is taken in chunks (%s)', async (backend) => {
  const file = { ...digits, backend, optimizer: { ...digits.optimizer, batch: 13 } };
  const whole = await collect(file);
  const chunked = await collect({ ...file, chunk: 5 });
  expect(apart(chunked, whole, [...everyStep, ...evaluated, 'fullLoss'])).toBeLessThan(1e-12);
});

test('a chunk of all examples or more is all at once', async () => {
  const whole = await collect(digits);
  for (const chunk of [40, 1000]) expect((await collect({ ...digits, chunk })).series).toEqual(whole.series);
});
