import { expect, test, vi } from 'vitest';
import { Cursor } from '../../../renderer/state/cursor.svelte.ts';
import { recorded, readWindow, valueAt } from '../recorded.ts';
import { run } from '../run.ts';
import { StillLab } from '../still-lab.ts';

const lab = (): StillLab =>
  new StillLab({
    'series.read': ({ series, from = 0, to = 0 }) =>
      series.map(({ id, name }) => ({
        id,
        ...readWindow({ stretch: { from, to } }, 3000, name === 'sharpness' ? 50 : 1),
        name,
      })),
  });

const thinned = {
  step: Float64Array.of(0, 2999),
  value: Float64Array.of(7, 7),
  read: { from: 0, to: 3000 },
  density: 0.1,
  ended: true,
};

test('of a thinned curve the recorded value is asked, at the step or at the measurement before it', async () => {
  const cursor = new Cursor(lab());
  cursor.at = 1234;
  const one = run('a');
  cursor.read([
    { run: one, step: 1234, series: 'loss', curve: thinned },
    { run: one, step: 1234, series: 'sharpness', curve: thinned },
  ]);
  await vi.waitFor(() => expect(cursor.value('a', 'loss')).toBe(valueAt(1234)));
  expect(cursor.recorded('a', 'sharpness')).toEqual({ step: 1200, value: valueAt(1200) });
});

test('where every point is here nothing is asked', () => {
  const still = lab();
  const cursor = new Cursor(still);
  cursor.at = 40;
  const curve = {
    ...recorded({ from: 0, to: 100 }, 3000, 1),
    read: { from: 0, to: 100 },
    density: Infinity,
    ended: true,
  };
  cursor.read([{ run: run('a'), step: 40, series: 'loss', curve }]);
  expect(cursor.value('a', 'loss')).toBe(valueAt(40));
  expect(still.asked).toEqual([]);
});

test('a step without a value has none: not the value of another step', () => {
  const cursor = new Cursor(lab());
  cursor.at = 150;
  const curve = {
    ...recorded({ from: 0, to: 100 }, 100, 1),
    read: { from: 0, to: 200 },
    density: Infinity,
    ended: true,
  };
  cursor.read([{ run: run('a'), step: 150, series: 'oscillation', curve }]);
  expect(cursor.value('a', 'oscillation')).toBeUndefined();
});
