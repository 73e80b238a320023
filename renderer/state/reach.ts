import { stepsOf, type AbscissaName, type StepMap } from '../../app/figure/abscissa.ts';
import type { Scale } from '../../app/figure/scale.ts';
import { bySteps, spacingOf } from '../../app/figure/spacing.ts';
import type { Stretch } from '../../app/figure/stretch.ts';
import type { Need } from './curve.ts';

/** What is shown of the horizontal axis. */
interface Shown {
  readonly abscissa: AbscissaName;
  readonly across: Scale;
  readonly stretch: Stretch;
  /** Pixels that it takes. */
  readonly width: number;
}

/** The steps of a run that are shown, with as many buckets as leave none wider than a pixel. @param most steps that the run may come to */
export function reachOf(
  map: StepMap,
  most: number,
  { abscissa, across, stretch, width }: Shown,
): Pick<Need, 'stretch' | 'buckets' | 'spacing'> {
  if (abscissa === 'step' && across === 'linear') return { stretch, buckets: width, spacing: bySteps };
  const all = stepsOf(map, stretch);
  // Where η falls to 0 all later steps lie at one place.
  const own = { from: all.from, to: Math.max(Math.min(all.to, most), all.from + 1) };
  const spacing = spacingOf(abscissa, map, across);
  const along = ({ from, to }: Stretch): number => spacing.of(to) - spacing.of(from);
  const share = Math.min(1, along(own) / along(all));
  return { stretch: own, buckets: Math.max(1, Math.ceil(width * share)), spacing };
}
