import { indexAt } from './curve.ts';
import { measured, rulers, type Scale } from './scale.ts';
import { visible, type Line } from './line.ts';
import { span, type Stretch } from './stretch.ts';

// How a line is drawn over a stretch that is so many pixels wide, on the screen and as vectors.

/** Whether single points can be told apart: every recorded one is here, and there are at least eight pixels to each. */
export function sparse(line: Pick<Line, 'curve' | 'x'>, stretch: Stretch, width: number): boolean {
  const [first, last] = visible(line, stretch);
  return line.curve.density === Infinity && (last - first) * 8 < width;
}

/** Whether there is more than a point to four pixels, where a dash would only blur what the line does. */
export function dense(line: Line, stretch: Stretch, width: number): boolean {
  const [first, last] = visible(line, stretch);
  return (last - first) * 4 > width && rough(line.curve.value.subarray(first, last));
}

/** Whether values turn up and down at more than every fourth point. */
function rough(values: Float64Array): boolean {
  let turns = 0;
  for (let index = 2; index < values.length; index++) {
    const middle = values[index - 1] ?? 0;
    if ((middle - (values[index - 2] ?? 0)) * ((values[index] ?? 0) - middle) < 0) turns++;
  }
  return turns * 4 > values.length;
}

const MARKS = 6;

/** Indices of the points that carry a marker: at fixed places of the width and not at those of the line before. @param rank of the line */
export function markedPoints(
  { curve, x }: Line,
  stretch: Stretch,
  rank: number,
  scale: Scale = 'linear',
): number[] {
  const ruler = rulers[scale];
  const shown = measured(ruler, stretch);
  return Array.from({ length: MARKS }, (_, index) => {
    const share = (index + 0.35 + 0.4 * (rank % 2)) / MARKS;
    return indexAt(x, ruler.value(shown.from + share * span(shown)));
  }).filter((at) => at >= 0 && at < curve.step.length - 1 && Number.isFinite(curve.value[at]));
}
