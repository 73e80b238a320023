import type { Appearance } from '../appearance.ts';

// Colours of a drawing that has no style sheet: those of the light set of renderer/style/tokens.css.

export const paper = '#ffffff';
export const ink = '#1d1f21';
export const quiet = '#606366';
export const grid = '#e3e3df';

/** Of lines, and of words about a run, which are darker, by the optimizer. */
export const hues: Readonly<Record<Appearance['kind'], { readonly line: string; readonly words: string }>> = {
  gd: { line: '#0072b2', words: '#00639b' },
  sam: { line: '#d55e00', words: '#a84800' },
  usam: { line: '#007f5c', words: '#006b4d' },
  asam: { line: '#8d52b8', words: '#7a42a3' },
  gsam: { line: '#c23b80', words: '#a82c6b' },
  'm-sam': { line: '#8a6d00', words: '#6f5700' },
  'n-step-sam': { line: '#00808f', words: '#006b78' },
  'partial-sam': { line: '#7a4a2b', words: '#653b20' },
};

/** Of a run's lines. */
export function lineOf({ kind, shade }: Appearance): string {
  return mixed(hues[kind].line, shade / 100, ink);
}

/** Of words about a run. */
export function wordsOf({ kind, shade }: Appearance): string {
  return mixed(hues[kind].words, shade / 100, ink);
}

/** What `color-mix(in oklab, colour share, other)` gives, for programs that do not know it (Ottosson 2020). @param colour as `#rrggbb` */
export function mixed(colour: string, share: number, other: string): string {
  if (share === 1) return colour;
  const [a, b] = [oklab(colour), oklab(other)];
  return hex(a.map((value, i) => share * value + (1 - share) * b[i]!));
}

function oklab(colour: string): number[] {
  const [r, g, b] = [1, 3, 5].map((at) => linear(parseInt(colour.slice(at, at + 2), 16) / 255)) as [
    number,
    number,
    number,
  ];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function hex([lightness = 0, a = 0, b = 0]: readonly number[]): string {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${rgb
    .map((value) =>
      Math.round(255 * Math.min(1, Math.max(0, companded(value))))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function companded(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}
