import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { abscissas } from '../../../app/figure/abscissa.ts';
import type { Curve } from '../../../app/figure/curve.ts';
import { figures } from '../../../app/figure/figures/list.ts';
import { groupingOf, looksOf } from '../../../app/figure/grouping.ts';
import type { Source } from '../../../app/figure/subject.ts';
import { drawFigure } from '../../../app/figure/svg/draw.ts';
import { noStudies } from '../../../app/study/kept.ts';
import { hues, ink, mixed, paper } from '../../../app/figure/svg/colour.ts';
import type { Scale } from '../../../app/figure/scale.ts';
import { drawingBuckets } from '../../../app/figure/svg/measures.ts';
import { escaped } from '../../../app/figure/svg/element.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';
import { run } from '../../renderer/run.ts';
import { draw, every } from './draw.ts';

const sam = completed({ ...network(), optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03 } });
const gd = completed({ ...network(), optimizer: { kind: 'gd', stepSize: 0.05 } });

/** The points of a series' line, read back from the drawing. */
function points(svg: string, id: string, series: string): [number, number][][] {
  const d = new RegExp(`data-run="${id}" data-series="${series}"[^>]* d="([^"]*)"`).exec(svg)?.[1] ?? '';
  return d
    .split('M')
    .filter(Boolean)
    .map((piece) => piece.split('L').map((point) => point.split(' ').map(Number) as [number, number]));
}

/** Pixel rows of the ticks by their words: a scale to read values with. */
function tickRows(svg: string): Map<string, number> {
  const texts = svg.matchAll(/<text[^>]* y="([\d.]+)" text-anchor="end">([^<]*)<\/text>/g);
  return new Map([...texts].map(([, y, words]) => [words!, Number(y) - 4]));
}

test('what is drawn is what was recorded: each point at its place by the axes’ own ticks', () => {
  const value = (step: number): number => 20 + 10 * Math.sin(step / 9);
  const a = run('a', { step: 100 }, sam);
  const svg = draw('sharpness', [a], { a: { sharpness: every(101, value) } }, 100);
  const rows = tickRows(svg);
  const [zero, ten] = [rows.get('0')!, rows.get('10')!];
  const [line] = points(svg, 'a', 'sharpness');
  expect(line).toHaveLength(101);
  const columns = [...svg.matchAll(/<text[^>]* x="([\d.]+)"[^>]*text-anchor="middle">(\d+)<\/text>/g)];
  const [left, right] = ['0', '100'].map((words) =>
    Number(columns.find(([, , found]) => found === words)![1]),
  );
  line!.forEach(([x, y], step) => {
    expect(left! + (step / 100) * (right! - left!)).toBeCloseTo(x, 1);
    expect((10 * (y - zero)) / (ten - zero)).toBeCloseTo(value(step), 1);
  });
});

test('a spike of one step in a million points is drawn, and alternate signs keep both their sides', () => {
  const count = 1_000_000;
  const a = run('a', { step: count }, sam);
  const spiked = every(count, (step) => (step === 654_321 ? 5 : 1));
  const losses = points(draw('loss', [a], { a: { loss: spiked } }, count), 'a', 'loss')[0]!;
  const heights = losses.map(([, y]) => y);
  expect(heights.filter((y) => y < Math.max(...heights) - 100)).toHaveLength(1);
  expect(losses.length).toBeLessThanOrEqual(2 * drawingBuckets + 2);
  const bounce = every(count, (step) => (step % 2 === 0 ? 0.3 : -0.3));
  const svg = draw('oscillation', [a], { a: { oscillation: bounce } }, count);
  const [line] = points(svg, 'a', 'oscillation');
  const sides = line!.map(([, y]) => y);
  // Every bucket has both.
  for (let i = 2; i < sides.length - 2; i += 2)
    expect(Math.abs(sides[i]! - sides[i + 1]!)).toBeGreaterThan(200);
});

test('what is no number leaves a gap, and what a logarithm has no place for', () => {
  const a = run('a', { step: 9 }, gd);
  const gaps = every(10, (step) => (step === 4 ? NaN : step === 7 ? 0 : 1 + step));
  const svg = draw('loss', [a], { a: { loss: gaps } }, 9);
  expect(points(svg, 'a', 'loss').map((piece) => piece.length)).toEqual([4, 2, 2]);
  expect(svg).not.toContain('NaN');
  expect(svg).not.toContain('Infinity');
});

test('on a logarithmic axis across, decades are equally wide, step 0 has no place, and what is left out is said', () => {
  const a = run('a', { step: 1000 }, gd);
  const powers = { step: [0, 1, 10, 100, 1000], value: [-3, 2, 2, 2, 2] };
  const drawn = (across: Scale, from: number): string =>
    draw('loss', [a], { a: { loss: powers } }, 1000, { across, from });
  const svg = drawn('log', 1);
  const [line] = points(svg, 'a', 'loss');
  const [first, second, third, fourth] = line!.map(([x]) => x);
  expect(line).toHaveLength(4);
  expect(second! - first!).toBeCloseTo(third! - second!, 1);
  expect(fourth! - third!).toBeCloseTo(third! - second!, 1);
  expect(svg).toContain('>step (log)</text>');
  expect(drawn('linear', 0)).toContain('Values at or below 0 have no place on a logarithmic axis');
});

test('runs have a panel each where the figure says so, with their own bounds; the caption tells their settings', () => {
  const [a, b] = [run('a', { step: 50 }, sam), run('b', { step: 50 }, gd)];
  const bounce = every(51, (step) => (step % 2 === 0 ? 0.1 : -0.1));
  const amplitude = { step: [0, 25, 50], value: [0.1, 0.12, 0.11] };
  const svg = draw(
    'oscillation',
    [a, b],
    { a: { oscillation: bounce, cycleAmplitude: amplitude }, b: { oscillation: bounce } },
    50,
  );
  expect(svg.match(/<clipPath/g)).toHaveLength(2);
  expect(svg.match(/data-series="cycleAmplitude"/g)).toHaveLength(1);
  expect(svg).toContain('SAM η=0.05 ρ=0.03');
  expect(svg).toContain('GD η=0.05');
  expect(svg).toContain(`seed ${sam.seed}, float64, 50 steps (run a)`);
  expect(svg).toContain('Ravine 9.9.9');
  expect(svg).toMatch(
    /<desc>Steps 0 to 50\. SAM δ ends at \.1 at step 50; SAM a ends at \.11 at step 50; GD δ/,
  );
});

test('seeds of one setting are drawn as a band under their mean, with all their seeds in the caption', () => {
  const seeds = [1, 2].map((seed) => run(`s${seed}`, { step: 20 }, { ...sam, seed }));
  const grouping = groupingOf(seeds, true);
  const read = { read: { from: 0, to: 20 }, density: Infinity, ended: true };
  const heights: Record<string, number> = { least: 1, greatest: 100, mean: 10, s1: 2, s2: 50 };
  const curve = ({ id }: Source, series: string): Curve | null =>
    series === 'loss'
      ? {
          step: Float64Array.of(0, 20),
          value: new Float64Array(2).fill(heights[id.split(' ')[0]!]!),
          ...read,
        }
      : null;
  const svg = drawFigure({
    ...{ figure: figures.find(({ name }) => name === 'loss')!, curve, abscissa: abscissas.step },
    ...{ subjects: grouping.subjects, looks: looksOf(seeds, grouping), behind: grouping.behind },
    ...{ stretch: { from: 0, to: 20 }, sharedAxes: true, version: '9.9.9' },
    ...{ whole: () => null, studies: () => noStudies, events: () => [], at: () => null },
    map: ({ experiment }) => abscissas.step.along(experiment),
    steps: () => ({ from: 0, to: 20 }),
  });
  const rows = tickRows(svg);
  const [low, high] = [rows.get('1')!, rows.get('10²')!];
  const band = /<path fill="[^"]*" fill-opacity="0.18" stroke="none" d="M([^Z]*)Z"/.exec(svg)![1]!;
  const corners = band.split('L').map((corner) => Number(corner.split(' ')[1]));
  expect(corners.map((y) => Math.round(y))).toEqual([high, high, low, low].map((y) => Math.round(y)));
  expect(svg.match(/stroke-width="1.6"/g)).toHaveLength(1); // the mean
  expect(svg).toContain('SAM, 2 seeds');
  expect(svg).toContain('seeds 1, 2, float64, 20 steps (runs s1, s2)');
});

test('words are written so that XML reads them back', () => {
  expect(escaped('a<b & "c">\u0000\uD800d')).toBe('a&lt;b &amp; &quot;c&quot;&gt;d');
});

test('the colours are those of the light screen', () => {
  const light = readFileSync(join(import.meta.dirname, '../../../renderer/style/tokens.css'), 'utf8').split(
    ":root[data-colours='dark']",
  )[0]!;
  const token = (name: string): string | undefined =>
    new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(light)?.[1];
  for (const [kind, { line, words }] of Object.entries(hues)) {
    expect(token(kind)).toBe(line);
    expect(token(`${kind}-ink`)).toBe(words);
  }
  expect(token('ink')).toBe(ink);
  expect(token('card')).toBe(paper);
});

test('a mixture has its ends, and greys mix to greys in between', () => {
  expect(mixed('#d55e00', 1, ink)).toBe('#d55e00');
  expect(mixed('#d55e00', 0, '#1d1f21')).toBe('#1d1f21');
  // In Oklab a grey has the lightness of the cube root of its linear light: half of white's is an eighth of its light.
  expect(mixed('#ffffff', 0.5, '#000000')).toBe('#636363');
});

// Drawings by eye: whoever changes how figures look looks at them anew.
test.each(['sharpness', 'oscillation', 'gradientNorm'])('the drawing of %s', async (name) => {
  const [a, b] = [run('a', { step: 300 }, gd), run('b', { step: 300 }, sam)];
  const measured = {
    step: Array.from({ length: 31 }, (_, i) => 10 * i),
    value: Array.from({ length: 31 }, (_, i) => 12 + i * 0.9 * Math.exp(-i / 40)),
  };
  const falling = { ...measured, value: measured.value.map((value) => 40 - value) };
  const level = { ...measured, value: measured.step.map(() => 40) };
  const svg = draw(
    name,
    [a, b],
    {
      a: {
        sharpness: measured,
        edge: level,
        oscillation: every(300, (t) => (t % 2 ? -1 : 1) * 0.02 * Math.exp(-t / 90)),
        gradientNorm: every(301, (t) => 3 * Math.exp(-t / 60) + 0.001),
      },
      b: {
        sharpness: falling,
        edge: { ...falling, value: falling.value.map((value) => value * 1.04) },
        oscillation: every(300, (t) => (t % 2 ? -1 : 1) * 0.03 * (1 - Math.exp(-t / 50))),
        flipShare: {
          step: measured.step.slice(4),
          value: measured.step.slice(4).map((t) => Math.min(1, t / 200)),
        },
        overlap: { step: measured.step, value: measured.step.map((t) => (t === 120 ? 0.4 : 0.99)) },
        cycleAmplitude: { ...measured, value: measured.step.map((t) => 0.03 - t * 1e-5) },
        gradientNorm: every(301, (t) => 3 * Math.exp(-t / 40) + 0.2),
      },
    },
    300,
  );
  await expect(svg).toMatchFileSnapshot(`drawn/${name}.svg`);
});
