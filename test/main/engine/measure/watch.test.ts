import { expect, test } from 'vitest';
import type { RunEvent } from '../../../../app/run/run.ts';
import { Watch } from '../../../../main/engine/measure/watch.ts';

function watched(act: (watch: Watch) => void): RunEvent[] {
  const events: RunEvent[] = [];
  act(new Watch((event) => events.push(event), 'float32', null));
  return events;
}

const brief = (events: readonly RunEvent[]) => events.map(({ kind, step }) => [kind, step]);

test('a bounce is told at its first flip and when it has flipped twenty times in a row', () => {
  const events = watched((watch) => {
    watch.measured(0, {}, 1e-6);
    for (let step = 1; step <= 10; step++) watch.oscillation({ step, value: 0.1 });
    for (let step = 11; step <= 60; step++) watch.oscillation({ step, value: 0.1 * (-1) ** step });
  });
  expect(brief(events)).toEqual([
    ['first-flip', 11],
    ['sustained-flipping', 11],
  ]);
});

test.each([
  ['velocity', 0, 'stays at this stationary point to its end'],
  ['velocity', 3, 'its velocity alone moves it on'],
  ['noise', 0, 'its noise moves it on'],
  ['shards', 2, 'the gradients of its shards'],
] as const)('a zero gradient that does not end a run is told once (%s, step %i)', (mover, first, words) => {
  const events: RunEvent[] = [];
  const watch = new Watch((event) => events.push(event), 'float64', mover);
  for (let step = 0; step < 9; step++) watch.step({ step, loss: 1, gradientNorm: step < first ? 0.1 : 0 });
  expect(brief(events)).toEqual([['stationary', first]]);
  expect(events[0]!.sentence).toContain(words);
});

test('the gradient of a batch tells nothing of rest, nor does one that ends the run', () => {
  const events: RunEvent[] = [];
  const tell = (event: RunEvent) => events.push(event);
  new Watch(tell, 'float64', 'velocity').step({ step: 0, loss: 1, gradientNorm: null });
  new Watch(tell, 'float64', null).step({ step: 0, loss: 1, gradientNorm: 0 });
  expect(events).toEqual([]);
});

test('a bounce is told again only after a calm', () => {
  const events = watched((watch) => {
    const bounce = (from: number, to: number) => {
      for (let step = from; step < to; step++) watch.oscillation({ step, value: (-1) ** step });
    };
    bounce(0, 50);
    watch.measured(50, { overlap: 0.1 }, 0);
    bounce(50, 100);
    for (let step = 100; step < 130; step++) watch.oscillation({ step, value: 1 });
    bounce(130, 180);
  });
  expect(brief(events)).toEqual([
    ['first-flip', 1],
    ['sustained-flipping', 1],
    ['sustained-flipping', 131],
  ]);
});

test('flips below the floor, across a gap or after a turn of the direction are none', () => {
  const events = watched((watch) => {
    watch.measured(0, {}, 1e-6);
    for (let step = 1; step <= 40; step++) watch.oscillation({ step, value: 1e-7 * (-1) ** step });
    watch.oscillation({ step: 41, value: 1 });
    watch.oscillation({ step: 43, value: -1 });
    watch.measured(43, { overlap: 0.2 }, 1e-6);
    watch.oscillation({ step: 44, value: 1 });
  });
  expect(events).toEqual([]);
});

function atRatios(ratios: readonly number[]): RunEvent[] {
  return watched((watch) =>
    ratios.forEach((ratio, step) => watch.measured(step, { sharpness: 40 * ratio, edge: 40 }, 0)),
  );
}

test('a sharpness that hovers on its edge crosses it once; one that falls well below crosses back', () => {
  const events = atRatios([0.5, 0.9, 1.01, 1.02, 0.99, 1.02, 0.98, 0.9, 0.9, 1.1, 1.1]);
  expect(brief(events)).toEqual([
    ['edge-crossed-up', 2],
    ['edge-crossed-down', 7],
    ['edge-crossed-up', 9],
  ]);
  expect(events[0]!.values).toEqual({ sharpness: 40 * 1.01, edge: 40 });
});

test('an edge that is on either side of the sharpness in turn, as the sides of a bounce may have it, is not crossed', () => {
  expect(atRatios([0.9, 1.1, 0.9, 1.1, 0.9, 1.1])).toEqual([]);
});

test('a run that starts above its edge has not crossed it', () => {
  const events = watched((watch) => watch.measured(0, { sharpness: 50, edge: 40 }, 0));
  expect(events).toEqual([]);
});

function withSpike(after: number): RunEvent[] {
  return watched((watch) => {
    for (let step = 0; step < 40; step++) watch.step({ step, loss: 1 - step / 1000, gradientNorm: 1 });
    watch.measured(39, { sharpness: 50 }, 0);
    [3, 9, 4, 0.5].forEach((loss, i) => watch.step({ step: 40 + i, loss, gradientNorm: 1 }));
    watch.measured(45, { sharpness: after }, 0);
  });
}

test('a spike of the loss is told with its height, and as a catapult where the sharpness is lower after it', () => {
  expect(brief(withSpike(49))).toEqual([['spike', 40]]);
  const [spike, catapult] = withSpike(30);
  expect(spike!.values!['peak']).toBe(9);
  expect(catapult).toMatchObject({ kind: 'catapult', step: 40, values: { peak: 9, before: 50, after: 30 } });
});

test('a loss that swings with period two is no spike', () => {
  const events = watched((watch) => {
    for (let step = 0; step < 200; step++)
      watch.step({ step, loss: step % 2 === 0 ? 1 : 5, gradientNorm: 1 });
  });
  expect(events).toEqual([]);
});

test('negative curvature and lost precision are told once', () => {
  const events = watched((watch) => {
    for (const step of [0, 10, 20])
      watch.measured(step, { sharpness: 2, lowestRitz: -0.5, precisionMargin: 0.3 }, 0);
    watch.measured(30, { sharpness: 2, lowestRitz: -1e-9, precisionMargin: 5 }, 0);
  });
  expect(brief(events)).toEqual([
    ['negative-curvature', 0],
    ['precision-lost', 0],
  ]);
});

test('of a kind twenty are told, the last with a word', () => {
  const events = watched((watch) => {
    for (let step = 0; step < 200; step++)
      watch.measured(step, { sharpness: step % 4 < 2 ? 30 : 50, edge: 40 }, 0);
  });
  expect(events.filter(({ kind }) => kind === 'edge-crossed-up')).toHaveLength(20);
  expect(events.findLast(({ kind }) => kind === 'edge-crossed-up')!.sentence).toContain('not noted');
});

test('a watch goes on from its state', () => {
  const state = (() => {
    const watch = new Watch(() => undefined, 'float64', null);
    watch.measured(0, { sharpness: 30, edge: 40 }, 1e-9);
    watch.oscillation({ step: 1, value: 1 });
    return JSON.parse(JSON.stringify(watch.state)) as Watch['state'];
  })();
  const events = watched((watch) => {
    watch.state = state;
    watch.oscillation({ step: 2, value: -1 });
    watch.measured(3, { sharpness: 41, edge: 40 }, 1e-9);
    watch.measured(4, { sharpness: 42, edge: 40 }, 1e-9);
  });
  expect(brief(events)).toEqual([
    ['first-flip', 2],
    ['edge-crossed-up', 3],
  ]);
});

test('between measurements the largest |δ| and the share of flips among the steps that tell are seen', () => {
  const watch = new Watch(() => undefined, 'float64', null);
  expect(watch.measured(0, {}, 0.01)).toEqual({});
  [0.1, 0.3, -0.2, 0.5, 0.001, 0.4, -0.4].forEach((value, i) => watch.oscillation({ step: i + 1, value }));
  // Told: steps 2, 3, 4 and 7; flipped: 3, 4 and 7.
  expect(watch.measured(8, {}, 1)).toEqual({ oscillationEnvelope: 0.5, flipShare: 0.75 });
  watch.oscillation({ step: 8, value: 0.5 });
  watch.oscillation({ step: 9, value: -0.5 });
  expect(watch.measured(10, {}, 0)).toEqual({ oscillationEnvelope: 0.5 });
});
