/** Where a text stops being JSON, and what would go on there. */
export interface Break {
  readonly offset: number;
  readonly expected: string;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex

/** Browsers name the place of an error in some messages and not in others; @returns null where the text is JSON. */
export function breakOf(json: string): Break | null {
  let at = 0;

  function skip(pattern: RegExp): string {
    pattern.lastIndex = at;
    const found = pattern.exec(json)?.[0] ?? '';
    at += found.length;
    return found;
  }
  function next(): string {
    skip(SPACE);
    return json[at] ?? '';
  }
  function broken(expected: string): Break {
    return { offset: at, expected };
  }
  function value(): Break | null {
    const first = next();
    if (first === '{') return list('}', member);
    if (first === '[') return list(']', value);
    return skip(SCALAR) === '' ? broken('a value') : null;
  }
  function member(): Break | null {
    if (next() !== '"' || skip(SCALAR) === '') return broken('a name in quotes');
    if (next() !== ':') return broken('a colon');
    at++;
    return value();
  }
  function list(end: '}' | ']', item: () => Break | null): Break | null {
    at++;
    if (next() === end) at++;
    else
      for (;;) {
        const inside = item();
        if (inside) return inside;
        const separator = next();
        if (separator !== end && separator !== ',') return broken(`a comma or ${end}`);
        at++;
        if (separator === end) break;
      }
    return null;
  }

  const inside = value();
  if (inside) return inside;
  return next() === '' ? null : broken('the end');
}
