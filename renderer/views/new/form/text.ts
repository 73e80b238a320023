import type { Shape } from '../../../../app/experiment/parse/shapes.ts';
import type { Bounds } from '../../../../app/experiment/value.ts';
import { formatNumber } from '../../../../app/format/number.ts';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/; // JSON's (RFC 8259)

/** What was typed for a number as JSON: the number as it was typed, or a text where it is none, which the check then names. */
export function numberText(typed: string): string {
  const plain = typed.trim().replace('−', '-');
  if (NUMBER.test(plain)) return plain;
  const value = Number(plain);
  return plain !== '' && Number.isFinite(value) ? JSON.stringify(value) : JSON.stringify(plain);
}

/** What was typed for a list of numbers, between commas or spaces, as JSON. */
export function numberListText(typed: string): string {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '');
  return `[${parts.map(numberText).join(', ')}]`;
}

/** What was typed for a list of names, between commas or spaces, as JSON. */
export function nameListText(typed: string): string {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '');
  return JSON.stringify(parts);
}

/** What was typed for a list of texts, one a line, as JSON. */
export function lineListText(typed: string): string {
  const lines = typed.split('\n').filter((line) => line.trim() !== '');
  return `[${lines.map((line) => JSON.stringify(line.trim())).join(', ')}]`;
}

/** A value as it is typed: texts as they are, lists by `between`. */
export function typedText(value: unknown, between = ', '): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => typedText(item)).join(between);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The numbers that are allowed: `> 0`, `1 to 64`, `≥ 0, < 1`; empty where all are. */
export function rangeText({ min, max, above, below }: Bounds): string {
  if (min !== undefined && max !== undefined) return `${formatNumber(min)} to ${formatNumber(max)}`;
  return [
    min === undefined ? [] : [`≥ ${formatNumber(min)}`],
    above === undefined ? [] : [`> ${formatNumber(above)}`],
    max === undefined ? [] : [`≤ ${formatNumber(max)}`],
    below === undefined ? [] : [`< ${formatNumber(below)}`],
  ]
    .flat()
    .join(', ');
}

/** What may stand in a field beside what its control shows: `a whole number, 1 to 64`. */
export function expectationOf(shapes: readonly Shape[]): string {
  return shapes.flatMap((shape) => (shape.type === 'number' ? [numberWords(shape)] : [])).join(', ');
}

function numberWords({ whole, bounds }: Extract<Shape, { type: 'number' }>): string {
  return [whole ? 'a whole number' : 'a number', rangeText(bounds)].filter((part) => part !== '').join(', ');
}
