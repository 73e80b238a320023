import fc from 'fast-check';
import { expect, test } from 'vitest';
import { between, pan, SHORTEST, span, zoom } from '../../../app/figure/stretch.ts';
import type { Stretch } from '../../../app/figure/stretch.ts';

const whole = { from: 0, to: 10_000 };
const stretches = fc
  .tuple(fc.double({ min: 0, max: 9_000, noNaN: true }), fc.double({ min: 5, max: 1_000, noNaN: true }))
  .map(([from, length]): Stretch => ({ from, to: from + length }));

test('zooming in keeps the point under the pointer where it is', () => {
  fc.assert(
    fc.property(
      stretches,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.2, max: 1, noNaN: true }),
      (shown, anchor, factor) => {
        const zoomed = zoom(shown, factor, anchor, whole);
        expect(zoomed).not.toBeNull();
        if (!zoomed) return;
        expect(zoomed.from + anchor * span(zoomed)).toBeCloseTo(shown.from + anchor * span(shown), 6);
        expect(span(zoomed)).toBeGreaterThanOrEqual(SHORTEST - 1e-9);
      },
    ),
  );
});

test('no zoom, move or drag leaves the steps there are', () => {
  const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
  const place = fc.double({ min: 0, max: 10_000, noNaN: true });
  fc.assert(
    fc.property(stretches, factor, place, place, (shown, by, a, b) => {
      for (const moved of [zoom(shown, by, 0.3, whole), pan(shown, by - 5, whole), between(a, b, whole)]) {
        if (!moved) continue;
        expect(moved.from).toBeGreaterThanOrEqual(-1e-9);
        expect(moved.to).toBeLessThanOrEqual(10_000 + 1e-9);
        expect(span(moved)).toBeGreaterThan(0);
      }
    }),
  );
});

test('zooming out to everything says so, also for a run of two steps', () => {
  expect(zoom({ from: 4_000, to: 6_000 }, 6, 0.5, whole)).toBeNull();
  expect(zoom({ from: 0, to: 2 }, 0.1, 0.5, { from: 0, to: 2 })).toBeNull();
});

test('a drag to the left is a drag to the right', () => {
  expect(between(700, 300, whole)).toEqual(between(300, 700, whole));
  expect(between(300, 700, whole)).toEqual({ from: 300, to: 700 });
});
