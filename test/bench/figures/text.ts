/** Three digits and the unit that suits: `34.1 µs`, `7.02 ms`, `12.3 s`. */
export function timeText(milliseconds: number): string {
  const [value, unit] =
    milliseconds < 1
      ? [1000 * milliseconds, 'µs']
      : milliseconds < 1000
        ? [milliseconds, 'ms']
        : [milliseconds / 1000, 's'];
  return `${threeDigits(value)} ${unit}`;
}

/** At most three digits, never an exponent below a million: `0.642`, `34.1`, `1,234`. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}

/** Whether a figure keeps what is promised: `≤ 1: met`. */
export function verdict(value: number, bound: { readonly most?: number; readonly least?: number }): string {
  const { most = Infinity, least = -Infinity } = bound;
  const promised = bound.most === undefined ? `≥ ${least}` : `≤ ${most}`;
  if (Number.isNaN(value)) return promised;
  return `${promised}: ${value <= most && value >= least ? 'met' : 'missed'}`;
}
