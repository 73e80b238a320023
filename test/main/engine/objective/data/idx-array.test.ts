import { expect, test } from 'vitest';
import { parseIdx } from '../../../../../main/engine/objective/data/idx-array.ts';

test('dimensions are big-endian and values row by row', () => {
  const bytes = Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
  expect(parseIdx(bytes)).toEqual({ shape: [2, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) });
});

test('bytes in the middle of a buffer are read where they are', () => {
  const whole = Uint8Array.of(9, 9, 0, 0, 8, 1, 0, 0, 0, 1, 7, 9);
  expect(parseIdx(whole.subarray(2, 11))).toEqual({ shape: [1], values: Uint8Array.of(7) });
});

test.each([
  [[], 'does not begin like an IDX file'],
  [[0, 0, 13, 1, 0, 0, 0, 1, 7], 'does not begin like an IDX file'], // float32
  [[1, 0, 8, 1, 0, 0, 0, 1, 7], 'does not begin like an IDX file'],
  [[0, 0, 8, 2, 0, 0, 0, 1], 'ends before its values begin'],
  [[0, 0, 8, 1, 0, 0, 0, 3, 7], 'has 1 values and its header promises 3 (3)'],
  [[0, 0, 8, 1, 0, 0, 0, 1, 7, 8], 'has 2 values and its header promises 1'],
])('%j is refused', (bytes, message) => {
  expect(() => parseIdx(Uint8Array.from(bytes))).toThrow(message);
});
