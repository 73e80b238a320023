import type { Line } from '../line.ts';
import { cellWords, type FlipStrip } from '../strip.ts';
import { ink, lineOf, mixed, paper, quiet } from './colour.ts';
import { element, escaped } from './element.ts';

/** Room of a strip below a panel: under the ticks, and all it takes, in pixels. */
export const STRIP = { above: 22, height: 18, room: 26 };

const MASKED = '#eeeeea';

/** A cell for each part of the steps, the darker the more flips, with its rate in words; a dashed line where the direction changed. */
export function drawnStrip(
  { cells, turns }: FlipStrip,
  place: (at: number) => number,
  { left, top }: { readonly left: number; readonly top: number },
  owner: Line | undefined,
): string {
  const hue = owner ? lineOf(owner.appearance) : ink;
  const drawn = cells.map((cell) => {
    const [from, to] = [place(cell.from), place(cell.to)];
    const mean = cell.rate ? (cell.rate.least + cell.rate.greatest) / 2 : null;
    // Up to half of the hue: words on it stay readable.
    const fill = mean === null ? MASKED : mixed(hue, 0.08 + 0.3 * mean, paper);
    return (
      element('rect', {
        x: from + 0.5,
        y: top,
        width: Math.max(1, to - from - 1),
        height: STRIP.height,
        fill,
      }) +
      (to - from < 40
        ? ''
        : element(
            'text',
            {
              ...{ x: (from + to) / 2, y: top + 13, 'font-size': 10.5, 'text-anchor': 'middle' },
              fill: mean === null ? quiet : ink,
            },
            escaped(cellWords(cell)),
          ))
    );
  });
  const lines = turns.map((step) =>
    element('line', {
      ...{ x1: place(step), x2: place(step), y1: top - 2, y2: top + STRIP.height + 2 },
      ...{ stroke: ink, 'stroke-dasharray': '2 2' },
    }),
  );
  const title = { 'font-size': 10.5, fill: quiet, x: left - 6, y: top + 13, 'text-anchor': 'end' };
  return element(
    'g',
    { 'data-strip': 'flips' },
    element('text', title, 'flips') + drawn.join('') + lines.join(''),
  );
}
