import type { Problem } from '../../run/run.ts';

/** A JSON value, or where its text breaks JSON's grammar. */
export type ReadJson = { readonly value: unknown } | { readonly problem: Problem };

/** Reads JSON; an error names line and column, what stands there and what is expected, the same in every engine. */
export function readJson(text: string): ReadJson {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return { value: JSON.parse(json) as unknown };
  } catch (error) {
    const found = firstError(json);
    // Not of its grammar, then of the engine: a text too long or too deep for it.
    if (!found) return { problem: { code: 'json', message: `Not JSON: ${String(error)}.` } };
    return { problem: { code: 'json', place: lineAndColumn(json, found), message: sentence(json, found) } };
  }
}

interface SyntaxFault {
  readonly offset: number;
  readonly expected: string;
}

// JSON's tokens (RFC 8259). A string holds no control characters; its plain stretches are matched whole, or long ones exhaust the stack.
const token =
  /[ \t\n\r]*(?:([{}[\],:])|("[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b))/y;

/** What may come next: a value, an object's first key or end, a key, a colon, or what follows a value. */
type Expecting = 'value' | 'first value' | 'first key' | 'key' | 'colon' | 'after';

/** The first place where a text breaks JSON's grammar; null where it does not. */
function firstError(json: string): SyntaxFault | null {
  const open: ('{' | '[')[] = [];
  let expecting: Expecting = 'value';
  let offset = 0;
  for (;;) {
    token.lastIndex = offset;
    const match = token.exec(json);
    const start = offset + /^[ \t\n\r]*/.exec(json.slice(offset))![0].length;
    if (!match)
      return start === json.length && expecting === 'after' && open.length === 0 ? null : fault(start);
    const kind = match[1] ?? (match[2] === undefined ? 'literal' : 'string');
    const next = following(expecting, kind, open);
    if (!next) return fault(start);
    expecting = next;
    offset = token.lastIndex;
  }

  function fault(at: number): SyntaxFault {
    return { offset: at, expected: expectation(expecting, open.at(-1)) };
  }
}

/** What may come after a token; null where the token may not stand here. Opens and closes on the stack. */
function following(expecting: Expecting, kind: string, open: ('{' | '[')[]): Expecting | null {
  const inside = open.at(-1);
  switch (kind) {
    case '{':
    case '[':
      if (expecting !== 'value' && expecting !== 'first value') return null;
      open.push(kind);
      return kind === '{' ? 'first key' : 'first value';
    case '}':
    case ']': {
      const empty = kind === '}' ? 'first key' : 'first value';
      if (inside !== (kind === '}' ? '{' : '[') || (expecting !== 'after' && expecting !== empty))
        return null;
      open.pop();
      return 'after';
    }
    case ',':
      if (expecting !== 'after' || !inside) return null;
      return inside === '{' ? 'key' : 'value';
    case ':':
      return expecting === 'colon' ? 'value' : null;
    case 'string':
      if (expecting === 'key' || expecting === 'first key') return 'colon';
      return expecting === 'value' || expecting === 'first value' ? 'after' : null;
    default:
      return expecting === 'value' || expecting === 'first value' ? 'after' : null;
  }
}

function expectation(expecting: Expecting, inside: '{' | '[' | undefined): string {
  switch (expecting) {
    case 'value':
      return 'a value';
    case 'first value':
      return 'a value or ]';
    case 'key':
      return 'a key in double quotes';
    case 'first key':
      return 'a key in double quotes or }';
    case 'colon':
      return 'a colon';
    case 'after':
      return inside === undefined ? 'the end of the text' : `a comma or ${inside === '{' ? '}' : ']'}`;
  }
}

function lineAndColumn(json: string, { offset }: SyntaxFault): string {
  const before = json.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

function sentence(json: string, { offset, expected }: SyntaxFault): string {
  const rest = json.slice(offset).split(/\s/, 1)[0]!;
  const got =
    rest === '' ? 'the end of the text' : JSON.stringify(rest.length > 20 ? `${rest.slice(0, 20)}…` : rest);
  return `Not JSON: expected ${expected}, got ${got}.`;
}
