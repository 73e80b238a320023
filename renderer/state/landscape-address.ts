import type { Stretch } from '../../app/figure/stretch.ts';

/** What is drawn as a map: ℓ or λ₁. */
export type Mapped = 'loss' | 'sharpness';

/** A rectangle of the plane of x and y. */
export interface Rectangle {
  readonly x: Stretch;
  readonly y: Stretch;
}

/** Everything that the picture of the Landscape view follows from. */
export interface LandscapeAddress {
  readonly view: 'landscape';
  /** In x and y, as typed: it may be wrong. */
  readonly formula: string;
  readonly start: readonly [x: number, y: number];
  /** η, ρ of SAM; GD has the same η. */
  readonly stepSize: number;
  readonly radius: number;
  readonly steps: number;
  /** The step shown; null for the last. */
  readonly at: number | null;
  readonly mapped: Mapped;
  readonly shown: Rectangle;
}

/** The bounce and drift in the ravine ½(1 + y²)x². */
export const firstLandscape: LandscapeAddress = {
  view: 'landscape',
  formula: '0.5*(1+y^2)*x^2',
  start: [0.8, 2],
  stepSize: 0.1,
  radius: 0.1,
  steps: 400,
  at: null,
  mapped: 'loss',
  shown: { x: { from: -1, to: 1 }, y: { from: 0, to: 2.5 } },
};

/** Reads the part behind `?`; what is missing or no number is as in the first landscape. */
export function parseLandscape(query: string): LandscapeAddress {
  const values = new URLSearchParams(query);
  const first = firstLandscape;
  const numbers = (key: string, count: number): number[] | null => {
    const found = (values.get(key) ?? '').split(',').map((text) => (text.trim() === '' ? NaN : Number(text)));
    return found.length === count && found.every(Number.isFinite) ? found : null;
  };
  const one = (key: string, least: number, fallback: number): number => {
    const [value] = numbers(key, 1) ?? [];
    return value !== undefined && value >= least ? value : fallback;
  };
  const [x, y] = numbers('start', 2) ?? first.start;
  const steps = Math.max(1, Math.floor(one('steps', 1, first.steps)));
  const at = one('at', 0, NaN);
  return {
    view: 'landscape',
    formula: values.get('formula') ?? first.formula,
    start: [x, y],
    stepSize: one('eta', Number.MIN_VALUE, first.stepSize),
    radius: one('rho', 0, first.radius),
    steps,
    at: Number.isInteger(at) ? at : null,
    mapped: values.get('map') === 'sharpness' ? 'sharpness' : 'loss',
    shown: rectangle(numbers('shown', 4)) ?? first.shown,
  };
}

/** The inverse of `parseLandscape`, after `#/landscape`. */
export function formatLandscape(address: LandscapeAddress): string {
  const { formula, start, stepSize, radius, steps, at, mapped, shown } = address;
  const parts = [
    `formula=${encodeURIComponent(formula)}`,
    `start=${start.join(',')}`,
    `eta=${stepSize}`,
    `rho=${radius}`,
    `steps=${steps}`,
    ...(at === null ? [] : [`at=${at}`]),
    ...(mapped === 'sharpness' ? ['map=sharpness'] : []),
    `shown=${[shown.x.from, shown.x.to, shown.y.from, shown.y.to].join(',')}`,
  ];
  return `#/landscape?${parts.join('&').replaceAll('+', '%2B')}`;
}

function rectangle(numbers: readonly number[] | null): Rectangle | null {
  const [left = 0, right = 0, bottom = 0, top = 0] = numbers ?? [];
  if (!(right > left && top > bottom)) return null;
  return { x: { from: left, to: right }, y: { from: bottom, to: top } };
}
