import { expect, test } from 'vitest';
import { toCsv } from '../../../main/exchange/csv.ts';
import { everyStep, storeWithRun } from '../store/fixture.ts';
import { awkward, recordedRun } from './fixture.ts';

function text(pieces: Iterable<string>): string {
  return [...pieces].join('');
}

test('a row for every step with something recorded, columns in the listed order, cells empty where nothing was measured', () => {
  const lines = text(toCsv(recordedRun())).split('\n');
  expect(lines[0]).toBe('step,loss,sharpness');
  expect(lines.slice(1, 6)).toEqual([
    '0,0.1,1.5',
    '1,0.3333333333333333,',
    '2,-0,',
    '3,5e-324,NaN',
    '4,1.7976931348623157e+308,',
  ]);
  expect(lines.slice(8)).toEqual(['7,NaN,', '8,Infinity,', '9,-Infinity,', '10,123456789012345680,2.5', '']);
  lines
    .slice(1, -1)
    .forEach((line, i) => expect(Object.is(Number(line.split(',')[1]), awkward[i])).toBe(true));
});

test('names with commas and quotes are quoted', () => {
  const { store, run } = storeWithRun();
  store.append(run.id, [everyStep('w.a,b', 0, [1]), everyStep('w."c"', 0, [2])], { step: 1, seconds: 1 });
  expect(text(toCsv(store.recorded(run.id)))).toBe('step,"w.""c""","w.a,b"\n0,2,1\n');
});

test('series of different steps and many chunks are woven together; a run without series is a header', () => {
  const { store, run } = storeWithRun();
  expect(text(toCsv(store.recorded(run.id)))).toBe('step\n');
  const odd = Float64Array.from({ length: 10_000 }, (_, i) => 2 * i + 1);
  store.append(
    run.id,
    [
      everyStep(
        'loss',
        5,
        Array.from({ length: 20_000 }, (_, i) => i),
      ),
    ],
    { step: 1, seconds: 1 },
  );
  store.append(run.id, [{ name: 'w.x', steps: { kind: 'listed', values: odd }, values: odd }], {
    step: 1,
    seconds: 1,
  });
  const rows = text(toCsv(store.recorded(run.id)))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  expect(rows.map(([step]) => Number(step))).toEqual([
    1,
    3,
    ...Array.from({ length: 20_000 }, (_, i) => i + 5),
  ]);
  for (const [step, loss, x] of rows) {
    const at = Number(step);
    expect([loss, x]).toEqual([at < 5 ? '' : String(at - 5), at % 2 === 1 && at < 20_000 ? String(at) : '']);
  }
});
