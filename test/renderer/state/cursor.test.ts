import { expect, test, vi } from 'vitest';
import { Cursor, type Probe } from '../../../renderer/state/cursor.svelte.ts';
import type { Run } from '../../../app/run/run.ts';
import { idOf, recorded, readWindow, valueAt } from '../recorded.ts';
import { run } from '../run.ts';
import { StillLab } from '../still-lab.ts';

const of = (one: Run): Pick<Probe, 'subject' | 'source'> => ({
  subject: one.id,
  source: { id: one.id, runs: [one], combined: null },
});

const lab = (): StillLab =>
  new StillLab({
    'series.read': ({ series, from = 0, to = 0 }) =>
      series.map((one) => ({
        id: idOf(one),
        ...readWindow({ stretch: { from, to } }, 3000, one.name === 'sharpness' ? 50 : 1),
        name: one.name,
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
    { ...of(one), step: 1234, series: 'loss', curve: thinned },
    { ...of(one), step: 1234, series: 'sharpness', curve: thinned },
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
  cursor.read([{ ...of(run('a')), step: 40, series: 'loss', curve }]);
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
  cursor.read([{ ...of(run('a')), step: 150, series: 'oscillation', curve }]);
  expect(cursor.value('a', 'oscillation')).toBeUndefined();
});
