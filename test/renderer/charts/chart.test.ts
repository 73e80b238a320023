import { expect, test } from 'vitest';
import { give, type LineChart } from '../../../renderer/charts/chart.ts';

type Datasets = LineChart['data']['datasets'];

/** What a chart draws after it was given this. */
function given(before: Datasets, drawn: Datasets): Datasets {
  const chart = { data: { datasets: before } };
  give(chart as unknown as LineChart, drawn);
  return chart.data.datasets;
}

const blue = { data: [], borderColor: 'blue', pointRadius: 2, pointBackgroundColor: 'blue' };

test('a data set that looks as before stays the object that Chart.js knows, with what is new in it', () => {
  const before = { ...blue, borderDash: [4, 2] };
  const [now] = given([before], [{ ...blue, borderColor: 'red', data: [{ x: 1, y: 2 }] }]);
  expect(now).toBe(before);
  expect(now).toEqual({ ...blue, borderColor: 'red', data: [{ x: 1, y: 2 }] });
});

test('one whose points look otherwise is another: Chart.js would keep their look', () => {
  for (const change of [
    { pointBackgroundColor: 'red' },
    { pointRadius: 3 },
    { pointStyle: 'triangle' as const },
    { pointBorderWidth: 0 },
  ]) {
    const before = { ...blue };
    const next = { ...blue, ...change };
    expect(given([before], [next])[0]).toBe(next);
  }
  expect(given([{ ...blue }], [{ data: [] }])[0]).toEqual({ data: [] });
});

test('there may be more of them, or fewer', () => {
  expect(given([], [{ ...blue }])).toEqual([blue]);
  expect(given([{ ...blue }, { ...blue }], [{ ...blue }])).toHaveLength(1);
});
