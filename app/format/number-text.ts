/** The shortest decimal that reads back as the same float64; `NaN`, `Infinity`, `-Infinity`, and `-0` with its sign. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The same as JSON: what JSON has no number for becomes a string. */
export function jsonNumber(value: number): string {
  return Number.isFinite(value) ? numberText(value) : `"${value}"`;
}
