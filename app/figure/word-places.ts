import type { Layer } from './plane.ts';
import { formatTick } from './ticks.ts';

/** Words at a point, in pixels. */
export interface PlacedWords {
  readonly words: string;
  readonly x: number;
  /** Of the letters' ground line. */
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

interface Wanted {
  readonly words: string;
  readonly x: number;
  readonly y: number;
}

interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const HEIGHT = 13; // px of letters
const MARK = 5; // px of half a mark
const WIDTH = 6.4; // px of a letter, on the average

/** Where words may stand about a point, the first that is free is taken: across and down from it, and which side of them is there. */
const PLACES: readonly (readonly [number, number, PlacedWords['anchor']])[] = [
  [0, -9, 'middle'],
  [0, -24, 'middle'],
  [0, -39, 'middle'],
  [10, 0, 'start'],
  [-10, 0, 'end'],
  [0, 20, 'middle'],
  [0, 34, 'middle'],
];

type Place = (value: number) => number;

/** The words of marks about their points, and the values of lines on them where there is room. */
export function wordsIn(layers: readonly Layer[], x: Place, y: Place, bounds: Bounds): PlacedWords[] {
  const shown = wordsOfMarks(layers, x, y).filter((one) => isInside(around(one, -1, -1), bounds));
  const taken: Bounds[] = [];
  const placed = placeWords(shown, bounds, taken);
  return [...placed, ...layers.flatMap((layer) => levelWords(layer, x, y, { bounds, taken }))];
}

/**
 * Places words about their points, inside of the bounds and not over each other while there is room.
 * @param taken where others stand; these and their points are put to them
 */
export function placeWords(wanted: readonly Wanted[], bounds: Bounds, taken: Bounds[] = []): PlacedWords[] {
  taken.push(...wanted.map((one) => around(one, MARK, MARK)));
  return wanted.map(({ words, x, y }) => {
    const tried = PLACES.map(([across, down, anchor]) => {
      const width = words.length * WIDTH;
      const left = x + across - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
      const box = { left, right: left + width, top: y + down - HEIGHT, bottom: y + down + 2 };
      return { box, placed: { words, x: x + across, y: y + down, anchor } };
    });
    const inside = tried.filter(({ box }) => isInside(box, bounds));
    const free = inside.find(({ box }) => !taken.some((other) => overlap(box, other)));
    const chosen = free ?? inside[0] ?? tried[0]!;
    taken.push(chosen.box);
    return chosen.placed;
  });
}

const TRIED = 24; // places along a line of one value

/** The value of each level once, on one of its lines where that is free. */
function levelWords(
  { level, ...layer }: Layer,
  x: Place,
  y: Place,
  { bounds, taken }: { readonly bounds: Bounds; readonly taken: Bounds[] },
): PlacedWords[] {
  if (!level) return [];
  const known = [...level.keys()].filter((i) => Number.isFinite(layer.x[i]));
  const lines = Map.groupBy(known, (i) => level[i] ?? NaN);
  return [...lines].flatMap(([value, points], rank) => {
    const words = formatTick(value);
    for (let tried = 0; tried < TRIED; tried++) {
      // A golden share further along from one to the next: not all at one side.
      const at = points[Math.floor(((0.618 * rank + tried / TRIED) % 1) * points.length)] ?? 0;
      const point = { x: x(layer.x[at] ?? NaN), y: y(layer.y[at] ?? NaN) };
      const box = around(point, (words.length * WIDTH) / 2, HEIGHT / 2);
      if (!isInside(box, bounds) || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return [{ words, x: point.x, y: point.y + 4, anchor: 'middle' as const }];
    }
    return [];
  });
}

function around({ x, y }: { readonly x: number; readonly y: number }, across: number, down: number): Bounds {
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
}

function isInside(box: Bounds, bounds: Bounds): boolean {
  return (
    box.left >= bounds.left &&
    box.right <= bounds.right &&
    box.top >= bounds.top &&
    box.bottom <= bounds.bottom
  );
}

function overlap(a: Bounds, b: Bounds): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The words of marks at their points. */
function wordsOfMarks(layers: readonly Layer[], x: Place, y: Place): Wanted[] {
  return layers
    .filter(({ shape }) => shape === 'marks')
    .flatMap((layer) =>
      (layer.words ?? []).flatMap((words, i) =>
        words === '' ? [] : [{ words, x: x(layer.x[i] ?? NaN), y: y(layer.y[i] ?? NaN) }],
      ),
    )
    .filter((one) => Number.isFinite(one.x) && Number.isFinite(one.y));
}
