import { expect, test } from 'vitest';
import { appearances } from '../../../app/figure/appearance.ts';
import { datasets } from '../../../renderer/charts/datasets.ts';
import type { FigureCurve } from '../../../app/figure/figure.ts';
import { axisOf } from '../../../app/figure/line.ts';
import type { Line } from '../../../app/figure/line.ts';
import { recorded } from '../recorded.ts';
import { run, sam } from '../run.ts';

const runs = [run('gd'), run('sam', {}, { optimizer: sam(0.05, 0.03) })];
const looks = appearances(runs);
const token = (name: string): string => ({ '--gd': '#0072b2', '--sam': '#d55e00' })[name] ?? '#1d1f21';

function line(id: string, values: readonly number[], figureCurve: Partial<FigureCurve> = {}): Line {
  const appearance = looks.get(id);
  if (!appearance) throw new Error(`no appearance of ${id}`);
  const curve = {
    step: Float64Array.from(values, (_, index) => index),
    value: Float64Array.from(values),
    read: { from: 0, to: values.length },
    density: Infinity,
    ended: true,
  };
  return {
    run: id,
    appearance,
    curve,
    x: curve.step,
    figureCurve: { series: 'loss', role: 'value', symbol: 'ℓ', ...figureCurve },
  };
}

test('a stretch shows its points and the lines that lead out of it, and nothing else', () => {
  const [drawn] = datasets([line('gd', [5, 4, 3, 2, 1, 0])], { from: 1.5, to: 3.5 }, 400, token, false);
  expect(drawn?.data).toEqual([
    { x: 1, y: 4 },
    { x: 2, y: 3 },
    { x: 3, y: 2 },
    { x: 4, y: 1 },
  ]);
});

test('what is no number leaves a gap, and does not move the axis', () => {
  const holed = line('gd', [1, NaN, Infinity, 2]);
  const [drawn] = datasets([holed], { from: 0, to: 3 }, 400, token, false);
  expect(drawn?.data.map((point) => Number.isNaN((point as { y: number }).y))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const range = axisOf([holed], { from: 0, to: 3 }, { scale: 'linear', holds: 'zero' });
  expect(range.from).toBe(0);
  expect(range.to).toBeCloseTo(2.12, 9);
});

test('colour never stands alone: GD and SAM differ in dash and in marker', () => {
  const swell = Array.from({ length: 3000 }, (_, index) => 2 + Math.sin(index / 900));
  const drawn = datasets([line('gd', swell), line('sam', swell)], { from: 0, to: 2999 }, 400, token, true);
  const of = (colour: string): typeof drawn =>
    drawn.filter(({ borderColor, pointBackgroundColor }) =>
      [borderColor, pointBackgroundColor].includes(colour),
    );
  expect(of('#0072b2').some(({ borderDash }) => borderDash)).toBe(false);
  expect(of('#d55e00').some(({ borderDash }) => borderDash)).toBe(true);
  expect(of('#0072b2').find(({ pointRadius }) => pointRadius)?.pointStyle).toBe('circle');
  expect(of('#d55e00').find(({ pointRadius }) => pointRadius)?.pointStyle).toBe('rectRot');
});

test('an oscillation is never dashed, and zoomed in each point is marked', () => {
  const { value } = recorded({ from: 0, to: 3000 }, 3000, 1);
  const swing = line('sam', [...value]);
  const whole = datasets([swing], { from: 0, to: 3000 }, 400, token, false);
  expect(whole).toHaveLength(1);
  expect(whole[0]?.borderDash).toBeUndefined();
  const zoomed = datasets([swing], { from: 100, to: 130 }, 400, token, false);
  expect(zoomed[0]).toMatchObject({ pointStyle: 'rectRot', pointRadius: 3 });
});

test('a mirrored bound is drawn with either sign and filled between', () => {
  const [lower, upper] = datasets(
    [line('sam', [1, 2, 3], { role: 'bound', mirrored: true })],
    { from: 0, to: 2 },
    400,
    token,
    false,
  );
  expect(upper?.data).toEqual([1, 2, 3].map((y, x) => ({ x, y })));
  expect(lower?.data).toEqual([1, 2, 3].map((y, x) => ({ x, y: -y })));
  expect(lower?.fill).toBe('+1');
});

test('seeds are a band from the least to the greatest under their mean, themselves thin and unmarked', () => {
  const part = (values: readonly number[], of: Line['part']): Line => ({
    ...line('gd', values),
    ...(of ? { part: of } : {}),
  });
  const lines = [
    part([1, 1, 1], 'least'),
    part([3, 4, 3], 'greatest'),
    part([1, 4, 1], 'member'),
    part([2, 2.5, 2], 'whole'),
  ];
  const drawn = datasets(lines, { from: 0, to: 2 }, 4, token, true);
  // The first is drawn last: on top of all.
  const [markers, mean, member, upper, lower] = drawn;
  expect(drawn).toHaveLength(5);
  expect(markers?.showLine).toBe(false);
  expect(mean?.borderWidth).toBe(1.6);
  expect(member).toMatchObject({ borderWidth: 0.7 });
  expect(upper?.fill).toBe('+1');
  expect(lower?.data.map((point) => (point as { y: number }).y)).toEqual([1, 1, 1]);
});

test('zero on a logarithmic axis does not pull it to nothing', () => {
  const range = axisOf([line('gd', [0, 0.1, 10])], { from: 0, to: 2 }, { scale: 'log', holds: 'data' });
  expect(range.from).toBeGreaterThan(0.05);
  expect(range.to).toBeLessThan(20);
});

test('a burst does not flatten an oscillation, and is told; without one all of it is on the axis', () => {
  const swing = Array.from({ length: 1000 }, (_, step) => 0.03 * (-1) ** step);
  const symmetric = { scale: 'linear', holds: 'symmetry' } as const;
  expect(axisOf([line('sam', swing)], { from: 0, to: 999 }, symmetric)).toMatchObject({ beyond: null });
  swing[3] = -0.5;
  const axis = axisOf([line('sam', swing)], { from: 0, to: 999 }, symmetric);
  expect(axis.to).toBeCloseTo(0.045, 9);
  expect(axis.from).toBeCloseTo(-0.045, 9);
  expect(axis.beyond).toBe(0.5);
});
