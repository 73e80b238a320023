import type { Layer } from './plane.ts';

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

/** Places words about their points, inside of the bounds and not over each other while there is room. */
export function placeWords(wanted: readonly Wanted[], bounds: Bounds): PlacedWords[] {
  const taken: Bounds[] = wanted.map(({ x, y }) => ({
    ...{ left: x - MARK, right: x + MARK, top: y - MARK, bottom: y + MARK },
  }));
  return wanted.map(({ words, x, y }) => {
    const tried = PLACES.map(([across, down, anchor]) => {
      const width = words.length * WIDTH;
      const left = x + across - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
      const box = { left, right: left + width, top: y + down - HEIGHT, bottom: y + down + 2 };
      return { box, placed: { words, x: x + across, y: y + down, anchor } };
    });
    const inside = tried.filter(
      ({ box }) =>
        box.left >= bounds.left &&
        box.right <= bounds.right &&
        box.top >= bounds.top &&
        box.bottom <= bounds.bottom,
    );
    const free = inside.find(({ box }) => !taken.some((other) => overlap(box, other)));
    const chosen = free ?? inside[0] ?? tried[0]!;
    taken.push(chosen.box);
    return chosen.placed;
  });
}

function overlap(a: Bounds, b: Bounds): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The words of marks and of lines at their points. */
export function wordsOfMarks(
  layers: readonly Layer[],
  x: (value: number) => number,
  y: (value: number) => number,
): Wanted[] {
  return layers
    .filter(({ shape }) => shape === 'marks' || shape === 'levels')
    .flatMap((layer) =>
      (layer.words ?? []).flatMap((words, i) =>
        words === '' ? [] : [{ words, x: x(layer.x[i] ?? NaN), y: y(layer.y[i] ?? NaN) }],
      ),
    )
    .filter((one) => Number.isFinite(one.x) && Number.isFinite(one.y));
}
