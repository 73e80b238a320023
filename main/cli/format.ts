import { isSchedule, settingText } from '../../app/experiment/schedule.ts';

/** Text for people; what machines read is JSON in full precision. */

/** Five significant digits; a dash where there is nothing. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return String(value);
  return String(Number(value.toPrecision(5)));
}

export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `2026-03-01 14:05`, in the local time zone. */
export function moment(iso: string): string {
  const date = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Any JSON value as one would write it in an experiment file, without quotes around a plain word. */
export function plain(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return short(value);
  if (isSchedule(value)) return settingText(value, short);
  return JSON.stringify(value);
}

/** JSON on one line; numbers it does not know as the strings "NaN", "Infinity" and "-Infinity", like the exports; typed arrays as lists. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Float64Array) return Array.from(item);
    return typeof item === 'number' && !Number.isFinite(item) ? String(item) : item;
  });
}

/** Rows as aligned columns, two spaces between them; columns whose cells below the first row are all numbers stand right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => width(row[column] ?? ''))),
  );
  const right = widths.map((_, column) =>
    rows.slice(1).every((row) => /^(–|-?[\d.]+(e[+-]?\d+)?|NaN|-?Infinity)?$/.test(row[column] ?? '')),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - width(cell));
          return right[column] ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function width(text: string): number {
  return [...text].length;
}
