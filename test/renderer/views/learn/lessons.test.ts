import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Lesson, Row, Settings } from '../../../../renderer/views/learn/lesson.ts';
import { lessons } from '../../../../renderer/views/learn/list.ts';
import { linesOf, wholeOf } from '../../../../renderer/views/learn/picture-lines.ts';

const first = ({ dials }: Lesson): Settings =>
  Object.fromEntries(dials.map((dial) => [dial.name, dial.first]));
const [bounce, drift, third] = lessons as [Lesson, Lesson, Lesson];

function row(lesson: Lesson, symbol: string, settings: Settings = {}): Row {
  const { rows } = lesson.compute({ ...first(lesson), ...settings });
  return rows.find((one) => one.symbol === symbol)!;
}

/** Measured over predicted. */
function ratio(lesson: Lesson, symbol: string, settings: Settings = {}): number {
  const { measured, predicted } = row(lesson, symbol, settings);
  return measured! / predicted!;
}

test.each([
  { stepSize: 0.25, radius: 0.05 },
  { stepSize: 0.9, radius: 0.3 },
  { stepSize: 1.5, radius: 0.1 },
  { stepSize: 1.9, radius: 0.02, third: 0.9 },
])('the bounce comes out as predicted, $stepSize and $radius', (settings) => {
  for (const symbol of ['a', 'b', 'β₁', '½λ₁a²', 'flip rate'])
    expect(ratio(bounce, symbol, settings)).toBeCloseTo(1, 6);
  expect(ratio(bounce, 'max|m|', settings)).toBeCloseTo(1, 3);
  // ηρλ₁/(2 − ηλ₁) with λ₁ = 1
  expect(row(bounce, 'a', settings).measured).toBeCloseTo(
    (settings.stepSize * settings.radius) / (2 - settings.stepSize),
    9,
  );
});

test('without a cycle nothing is predicted, and the page says so', () => {
  const { rows, regime } = bounce.compute({ ...first(bounce), stepSize: 2.05 });
  expect(rows.map(({ predicted }) => predicted)).toEqual(rows.map(() => null));
  expect(regime).toMatch(/no cycle/);
  expect(row(bounce, 'a', { stepSize: 2.05 }).measured).toBeGreaterThan(1);
});

test('the drift follows the closed form, to an error that falls by four with half the radius', () => {
  expect(ratio(drift, 'λ₁')).toBeCloseTo(1, 2);
  expect(ratio(drift, 'κ')).toBeCloseTo(1, 2);
  expect(row(drift, 'O(ρ²)').measured).toBeCloseTo(4, 1);
  // From y = 2 with η = ρ = .1 the golden y after 250 steps is 1.36566297 (docs/theory.md): λ₁ = 1 + y².
  const { curves } = drift.compute(first(drift)).pictures[0]!;
  const sam = curves.find(({ under, role }) => under === 'sam' && role === 'value')!;
  expect(sam.value[sam.step.indexOf(250)]).toBeCloseTo(1 + 1.36566297 ** 2, 2);
});

test('GD stays where it meets the valley', () => {
  const gd = drift.compute(first(drift)).pictures[0]!.curves.find(({ under }) => under === 'gd')!;
  expect(gd.value.at(-1)).toBeGreaterThan(4.98);
});

test.each([{ stepSize: 0.1 }, { stepSize: 0.3, radius: 0.05 }, { height: 1 }])(
  'the parts of the ascent gradient are those of theory, %o',
  (settings) => {
    for (const symbol of ['½a²‖∇λ₁‖', 'aρ‖∇λ₁‖', '½ρ²‖∇λ₁‖', '½b²‖∇λ₁‖', '(1 − ηλ₁/2)²'])
      expect(ratio(third, symbol, settings)).toBeCloseTo(1, 2);
    expect(row(third, 'O(ρ³)', settings).measured).toBeCloseTo(8, 3);
  },
);

test.each(lessons.map((lesson) => [lesson.title, lesson] as const))(
  '%s: every end of every dial can be drawn, and its presets are there',
  (_, lesson) => {
    for (const { name, least, greatest } of lesson.dials) {
      for (const value of [least, greatest]) {
        const { pictures, landscape } = lesson.compute({ ...first(lesson), [name]: value });
        expect(landscape === null).toBe(lesson === bounce);
        for (const picture of pictures) {
          expect(wholeOf(picture).to).toBeGreaterThan(50);
          const lines = linesOf(picture);
          expect(new Set(lines.map(({ run, figureCurve }) => `${run} ${figureCurve.series}`)).size).toBe(
            lines.length,
          );
          for (const { curve } of lines)
            expect(curve.value.every(Number.isFinite) && curve.value.length > 20).toBe(true);
        }
      }
    }
    for (const name of lesson.presets)
      expect(existsSync(join(import.meta.dirname, '../../../../resources/presets', `${name}.json`))).toBe(
        true,
      );
  },
);
