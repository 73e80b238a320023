import { isSchedule, settingText } from '../experiment/schedule.ts';

/** A number as it is read on the screen: a true minus, groups of thousands, at most `digits` significant digits, – where there is none. */
export function formatNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e7 || size < 1e-3) return power(value, digits);
  if (Number.isInteger(value)) return sign(value) + whole.format(size);
  return sign(value) + decimal(digits).format(Number(size.toPrecision(digits)));
}

// Made once: `toLocaleString` makes a new one at every call, which took a seventh of the work of a page of live charts.
const whole = new Intl.NumberFormat('en-US');
const decimals = new Map<number, Intl.NumberFormat>();

/** Groups of thousands, at most `digits` significant digits. */
export function decimal(digits: number): Intl.NumberFormat {
  const made = decimals.get(digits) ?? new Intl.NumberFormat('en-US', { maximumSignificantDigits: digits });
  decimals.set(digits, made);
  return made;
}

/** A setting as it was written: numbers in full, lists short, words as they are, objects key by key. */
export function formatSetting(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'number') return formatNumber(value, 12);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    const shown = value.slice(0, 5).map(formatSetting).join(', ');
    return value.length > 5 ? `${shown}, … (${value.length})` : shown;
  }
  if (isSchedule(value)) return settingText(value, (x) => formatNumber(x, 12));
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${formatSetting(inner)}`)
      .join(' ');
  return typeof value === 'string' ? value : '–';
}

/** A duration: `0.21 s`, `41 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${formatNumber(seconds, 2)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A moment in the reader's own time: the time today, else day and month, else the date. */
export function formatDate(iso: string, now = new Date()): string {
  const date = new Date(iso);
  if (date.toDateString() === now.toDateString())
    return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year });
}

function sign(value: number): string {
  return value < 0 ? '−' : '';
}

/** 1.25×10⁻⁵ */
function power(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = Math.abs(value)
    .toExponential(Math.min(digits, 3) - 1)
    .split('e');
  const shown = String(Number(mantissa));
  return `${sign(value)}${shown === '1' ? '' : `${shown}×`}10${superscript(Number(exponent))}`;
}

/** An exponent in raised digits. */
export function superscript(exponent: number): string {
  return [...String(exponent)].map((sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)])).join('');
}
