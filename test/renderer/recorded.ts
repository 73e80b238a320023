import type { Params } from '../../app/contract/contract.ts';
import { isThinned, Thinning, type Buckets } from '../../app/series/thin.ts';
import type { SeriesWindow } from '../../app/series/chunk.ts';
import type { Stretch } from '../../app/figure/stretch.ts';

/** A series with a value every `stride` steps up to `reached`: an oscillation of period two under a slow swell, with rare spikes. */
export function recorded(
  { from, to }: Stretch,
  reached: number,
  stride: number,
): { readonly step: Float64Array; readonly value: Float64Array } {
  const first = Math.ceil(Math.max(0, from) / stride) * stride;
  const count = Math.max(0, Math.floor((Math.min(to, reached) - first) / stride) + 1);
  const step = Float64Array.from({ length: count }, (_, index) => first + index * stride);
  return { step, value: step.map(valueAt) };
}

/** The recorded value of a step. */
export function valueAt(step: number): number {
  const spike = (step * 7919) % 10_007 === 0 ? 5 : 1;
  return (step % 2 === 0 ? 1 : -1) * spike * (1 + 0.5 * Math.sin(step / 700));
}

/** What the lab answers: the recorded points, or the least and the greatest of each bucket. */
export function readWindow(
  { stretch, buckets }: { readonly stretch: Stretch; readonly buckets?: Buckets },
  reached: number,
  stride: number,
): SeriesWindow {
  const all = recorded(stretch, reached, stride);
  const points = all.step.length;
  if (buckets === undefined || !isThinned(points, buckets))
    return { name: 'oscillation', ...all, recorded: points, thinned: false };
  const thinning = new Thinning(stretch.from, stretch.to, buckets);
  for (const [index, step] of all.step.entries()) thinning.point(step, all.value[index] ?? NaN);
  return { name: 'oscillation', ...thinning.finish(), recorded: points, thinned: true };
}

/** The id that the lab answers a question about a series under. */
export function idOf(one: Params<'series.read'>['series'][number]): string {
  return 'id' in one ? one.id : one.ids.join('+');
}
