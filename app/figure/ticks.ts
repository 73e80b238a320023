import { decimal, superscript } from '../format/number.ts';
import type { Range } from './figure.ts';
import type { Scale } from './scale.ts';

/** Three to five round values of [from, to]: multiples of 1, 2, 2.5 or 5 times a power of ten. */
export function linearTicks({ from, to }: Range): number[] {
  const rough = (to - from) / 4;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Divided where the step is a fraction: 3 · 0.1 is not 0.3.
  return Array.from({ length: last - first + 1 }, (_, index) =>
    step < 1 ? (first + index) / Math.round(1 / step) : (first + index) * step,
  ).map((tick) => (Object.is(tick, -0) ? 0 : tick));
}

/** Powers of ten in [from, to], thinned to at most five; 1, 2 and 5 times them where fewer than two powers fit. */
export function logTicks({ from, to }: Range): number[] {
  const [low, high] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
  const stride = Math.max(1, Math.ceil((high - low + 1) / 5));
  const powers = Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index).filter(
    (exponent) => exponent % stride === 0,
  );
  if (powers.length >= 2) return powers.map((exponent) => 10 ** exponent);
  const within = [low - 1, low, high]
    .flatMap((exponent) => [1, 2, 5].map((factor) => Number(`${factor}e${exponent}`)))
    .filter((tick) => tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9));
  const found = [...new Set(within)].sort((a, b) => a - b);
  return found.length >= 2 ? found : linearTicks({ from, to });
}

/** A tick of a linear axis: `.05`, `−.05`, `400`, `1,200`, `2×10⁶`. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size === 0) return '0';
  if (size >= 1e6 || size < 1e-4) {
    const [mantissa = '', exponent = ''] = size.toExponential(3).split('e');
    const shown = Number(mantissa);
    return `${sign}${shown === 1 ? '' : `${shown}×`}10${superscript(Number(exponent))}`;
  }
  const digits = decimal(6).format(Number(size.toPrecision(6)));
  return sign + digits.replace(/^0\./, '.');
}

/** A tick of a logarithmic axis among its neighbours: 10⁻², 10⁻¹, 1 where all are powers of ten, else as on a linear one. */
export function formatLogTick(value: number, all: readonly number[]): string {
  if (!all.every(isPower)) return formatTick(value);
  const exponent = Math.round(Math.log10(value));
  return exponent === 0 ? '1' : exponent === 1 ? '10' : `10${superscript(exponent)}`;
}

function isPower(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9;
}

/** The ticks of an axis with their words. */
export function ticksOn(scale: Scale, range: Range): { readonly value: number; readonly label: string }[] {
  if (scale === 'linear') return linearTicks(range).map((value) => ({ value, label: formatTick(value) }));
  return logTicks(range).map((value, _, all) => ({ value, label: formatLogTick(value, all) }));
}
