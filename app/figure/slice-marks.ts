import type { Mark, Slice } from '../study/slice.ts';
import type { Layer } from './plane.ts';

/** w_t with the next iterates of a slice, at their steps, and where the optimizer takes its ascent gradient. @param up what a mark is drawn up to; across it is along u₁ */
export function sliceMarks(
  { step, iterates, ascent }: Pick<Slice, 'step' | 'iterates' | 'ascent'>,
  up: (mark: Mark) => number,
): readonly [iterates: Layer, ...ascent: Layer[]] {
  const marks = (at: readonly Mark[], look: Pick<Layer, 'symbol' | 'role' | 'words' | 'step'>): Layer => ({
    ...{ ...look, shape: 'marks' },
    x: Float64Array.from(at, ({ first }) => first),
    y: Float64Array.from(at, up),
  });
  const all = marks(iterates, {
    ...{ symbol: 'wₜ and the next iterates', role: 'value' },
    words: iterates.map((_, i) => (i === 0 ? 'wₜ' : `+${i}`)),
    step: Float64Array.from(iterates, (_, i) => step + i),
  });
  if (!ascent) return [all];
  return [all, marks([ascent], { symbol: 'ascent point', role: 'bound', words: ['ascent'], step: null })];
}
