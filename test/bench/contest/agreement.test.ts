import { describe, expect, it } from 'vitest';
import { disagreement } from './agreement.ts';

const ours = { first: [0.5, 2], last: [0.25, 1] };

describe('disagreement', () => {
  it('is none within the precision', () => {
    const theirs = { first: [0.5 * (1 + 9e-5), 2], last: [0.25, 1 - 9e-5] };
    expect(disagreement('sam', 'float32', ours, theirs)).toBeNull();
    expect(disagreement('sam', 'float64', ours, ours)).toBeNull();
  });

  it('names the number that differs by more', () => {
    const theirs = { first: [0.5, 2 * (1 + 2e-9)], last: [0.25, 1] };
    expect(disagreement('sam', 'float64', ours, theirs)).toBe(
      '‖g‖ of the first step is 2 against 2.000000004',
    );
    const later = { first: [0.5, 2], last: [0.25, 1.001] };
    expect(disagreement('sam', 'float32', ours, later)).toBe('‖g‖ of the last step is 1 against 1.001');
  });

  it('takes nothing that is no number, and nothing missing, for agreement', () => {
    expect(disagreement('hvp', 'float32', { first: [1, 1] }, { first: [NaN, 1] })).toContain('‖Hv‖');
    expect(disagreement('hvp', 'float32', { first: [1, 1] }, { first: [1] })).toBe('2 numbers against 1');
    expect(disagreement('sam', 'float32', ours, { first: [0.5, 2] })).toBe('2 numbers against 0');
  });
});
