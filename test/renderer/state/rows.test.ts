import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsInSight } from '../../../renderer/state/rows.ts';

test('every row in sight is drawn, and few others', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(200_000), fc.integer({ min: 0, max: 2000 }), (count, top, room) => {
      const { first, end } = rowsInSight(count, 34, top, room);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(count);
      expect(end - first).toBeLessThanOrEqual(room / 34 + 26);
      for (let row = 0; row < count; row++) {
        const seen = (row + 1) * 34 > top && row * 34 < top + room;
        if (seen && room > 0) expect(row >= first && row < end).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
