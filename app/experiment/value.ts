import * as v from 'valibot';

/** Bounds of a number. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  /** Exclusive lower bound. */
  readonly above?: number;
  /** Exclusive upper bound. */
  readonly below?: number;
}

/** What is expected, in words: `a finite number at least 0`. */
export function words(kind: string, { min, max, above, below }: Bounds): string {
  const parts = [
    min === undefined ? [] : [`at least ${min}`],
    above === undefined ? [] : [`greater than ${above}`],
    max === undefined ? [] : [`at most ${max}`],
    below === undefined ? [] : [`less than ${below}`],
  ].flat();
  return parts.length === 0 ? kind : `${kind} ${parts.join(' and ')}`;
}

function within({ min, max, above, below }: Bounds) {
  return (x: number): boolean =>
    (min === undefined || x >= min) &&
    (max === undefined || x <= max) &&
    (above === undefined || x > above) &&
    (below === undefined || x < below);
}

/** A finite number within bounds; the message of a violation says what is expected. */
export function number(bounds: Bounds = {}) {
  const expected = words('a finite number', bounds);
  return v.pipe(
    v.number(expected),
    v.finite(expected),
    v.check(within(bounds), expected),
    v.metadata({ bounds }),
  );
}

/** A whole number within bounds. */
export function integer(bounds: Bounds = {}) {
  const expected = words('a whole number', bounds);
  return v.pipe(
    v.number(expected),
    v.safeInteger(expected),
    v.check(within(bounds), expected),
    v.metadata({ bounds }),
  );
}

/** A string of `min` to `max` characters. */
export function text(min: number, max = 10_000) {
  const expected = `a text of ${min} to ${max} characters`;
  return v.pipe(v.string(expected), v.minLength(min, expected), v.maxLength(max, expected));
}

/** true or false. */
export function flag() {
  return v.boolean('true or false');
}

/** `min` to `max` values, in words `of`. */
export function list<Item extends v.GenericSchema>(
  item: Item,
  { of, min, max }: { readonly of: string; readonly min: number; readonly max: number },
) {
  const expected = `a list of ${min} to ${max} ${of}`;
  return v.pipe(v.array(item, expected), v.minLength(min, expected), v.maxLength(max, expected));
}

/** "auto", or a value: `words` says which. */
export function orAuto<Value extends v.GenericSchema>(value: Value, words: string) {
  return v.union([v.literal('auto'), value], `"auto" or ${words}`);
}

/** A list, or an object of another schema where one stands. */
export function listOr<List extends v.GenericSchema, Other extends v.GenericSchema>(
  whole: List,
  other: Other,
) {
  return v.lazy((input) =>
    typeof input === 'object' && input !== null && !Array.isArray(input) ? other : whole,
  );
}
