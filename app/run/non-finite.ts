const numbers: Readonly<Record<string, number>> = { NaN, Infinity, '-Infinity': -Infinity };

/** `JSON.stringify`'s replacer for values that may hold NaN, Infinity or -Infinity: they become the strings of those names. */
export function nonFiniteToText(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** `JSON.parse`'s reviver that undoes it, where no other string can be one of the three. */
export function textToNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'string' && Object.hasOwn(numbers, value) ? numbers[value] : value;
}
