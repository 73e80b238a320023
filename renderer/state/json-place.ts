/** A stretch of a text, in characters. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Token extends TextRange {
  readonly text: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Where a value stands in a JSON text: `optimizer.stepSize`, `[1].objective.hidden[0]`. Where the value is not there, the innermost one
 * around its place is; the text must be JSON.
 */
export function rangeOfPlace(json: string, place: string): TextRange {
  const tokens = [...json.matchAll(TOKEN)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }));
  const keys = [...place.matchAll(/[^.[\]]+/g)].map(([key]) => key);
  let at = 0;
  for (const key of keys) {
    const inside = child(tokens, at, key);
    if (inside === null) break;
    at = inside;
  }
  return { start: tokens[at]?.start ?? 0, end: tokens[endOf(tokens, at)]?.end ?? json.length };
}

/** The token at which the child of a value begins; null where there is no such child. */
function child(tokens: readonly Token[], at: number, key: string): number | null {
  const open = tokens[at]?.text;
  if (open !== '{' && open !== '[') return null;
  let index = 0;
  for (let next = at + 1; next < tokens.length; next++) {
    const token = tokens[next]?.text ?? '';
    if (token === '}' || token === ']') return null;
    if (token === ',') continue;
    const value = open === '{' ? next + 2 : next;
    if (open === '{' ? token === JSON.stringify(key) : String(index++) === key) return value;
    next = endOf(tokens, value);
  }
  return null;
}

/** The last token of the value that begins at `at`. */
function endOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let next = at; next < tokens.length; next++) {
    const token = tokens[next]?.text;
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth === 0) return next;
  }
  return tokens.length - 1;
}
