import type { Range } from '../figure.ts';
import type { Scale } from '../scale.ts';
import { formatTick, ticksOn } from '../ticks.ts';
import { grid, quiet } from './colour.ts';
import { element, escaped } from './element.ts';

/** The inner rectangle of a panel. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** An axis of a panel. */
export interface FrameAxis {
  readonly range: Range;
  readonly scale: Scale;
  readonly title: string;
}

interface Frame {
  readonly box: Box;
  readonly x: FrameAxis & {
    /** In pixels. */
    readonly place: (value: number) => number;
    /** Whether lines go up from its ticks. */
    readonly grid: boolean;
    /** How far below the panel its title stands, in pixels. */
    readonly below: number;
  };
  readonly y: FrameAxis & { readonly place: (value: number) => number };
  /** Whose panel it is, in which colour. */
  readonly owner: { readonly words: string; readonly colour: string } | null;
  /** How far bursts go beyond the axis; null where all is on it. */
  readonly beyond: number | null;
}

/** Grid, ticks and titles of a panel. */
export function frame({ box: { left, top, width, height }, x, y, owner, beyond }: Frame): string {
  const bottom = top + height;
  const words = { 'font-size': 11, fill: quiet };
  const ticks = ticksOn(y.scale, y.range);
  return [
    ...ticks.map(
      ({ value, label }) =>
        element('line', {
          x1: left,
          x2: left + width,
          y1: y.place(value),
          y2: y.place(value),
          stroke: grid,
        }) + element('text', { ...words, x: left - 6, y: y.place(value) + 4, 'text-anchor': 'end' }, label),
    ),
    ...ticksOn(x.scale, x.range).map(
      ({ value, label }) =>
        (x.grid
          ? element('line', { x1: x.place(value), x2: x.place(value), y1: top, y2: bottom, stroke: grid })
          : '') +
        element('line', {
          x1: x.place(value),
          x2: x.place(value),
          y1: bottom,
          y2: bottom + 4,
          stroke: quiet,
        }) +
        element('text', { ...words, x: x.place(value), y: bottom + 16, 'text-anchor': 'middle' }, label),
    ),
    element('line', { x1: left, x2: left + width, y1: bottom, y2: bottom, stroke: quiet }),
    x.title === ''
      ? ''
      : element(
          'text',
          { ...words, x: left + width, y: bottom + x.below, 'text-anchor': 'end', 'font-style': 'italic' },
          escaped(titleOf(x)),
        ),
    element(
      'text',
      {
        ...words,
        x: 0,
        y: 0,
        'text-anchor': 'middle',
        transform: `translate(${left - 50} ${top + height / 2}) rotate(-90)`,
      },
      escaped(titleOf(y)),
    ),
    owner
      ? element(
          'text',
          { 'font-size': 12, 'font-weight': 600, fill: owner.colour, x: left, y: top - 5 },
          escaped(owner.words),
        )
      : '',
    beyond === null
      ? ''
      : element(
          'text',
          { ...words, x: left + width, y: top - 5, 'text-anchor': 'end' },
          `bursts to ±${formatTick(Number(beyond.toPrecision(2)))}, beyond the axis`,
        ),
  ].join('');
}

/** What is drawn inside of a panel, cut at its edges. */
export function clipped({ left, top, width, height }: Box, content: string): string {
  const id = `panel-${left}-${top}`;
  const rect = element('rect', { x: left, y: top - 2, width, height: height + 4 });
  return element('clipPath', { id }, rect) + element('g', { 'clip-path': `url(#${id})` }, content);
}

function titleOf({ title, scale }: FrameAxis): string {
  return title + (scale === 'log' ? ' (log)' : '');
}
