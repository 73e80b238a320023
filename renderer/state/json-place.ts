import { placeSteps, type PlaceStep } from '../../app/experiment/parse/place.ts';

/** A stretch of a text, in characters. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface Token extends TextRange {
  readonly text: string;
}

/** An entry of an object, from its key to the end of its value, or an item of a list. */
export interface Entry extends TextRange {
  readonly key: PlaceStep;
  readonly value: TextRange;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Where a value stands in a JSON text: `optimizer.stepSize`, `[1].objective.hidden[0]`. Where the value is not there, the innermost one
 * around its place is; the text must be JSON.
 */
export function rangeOfPlace(json: string, place: string): TextRange {
  return innermost(json, placeSteps(place)).range;
}

/** The innermost value on the way to a path, and how many of its steps lead there. Of a key that stands twice the last counts, as it does for JSON. */
export function innermost(
  json: string,
  path: readonly PlaceStep[],
): { readonly depth: number; readonly range: TextRange } {
  const tokens = tokensOf(json);
  let range = valueAt(tokens, 0) ?? { start: 0, end: json.length };
  for (const [depth, step] of path.entries()) {
    const inside = entriesOf(tokens, range.start).findLast(({ key }) => key === step);
    if (!inside) return { depth, range };
    range = inside.value;
  }
  return { depth: path.length, range };
}

export function tokensOf(json: string): readonly Token[] {
  return [...json.matchAll(TOKEN)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }));
}

/** What is in the object or the list that begins at a character; nothing where there is none. */
export function entriesOf(tokens: readonly Token[], start: number): readonly Entry[] {
  const at = tokens.findIndex((token) => token.start === start);
  const open = tokens[at]?.text;
  if (open !== '{' && open !== '[') return [];
  const entries: Entry[] = [];
  for (let next = at + 1; next < tokens.length; next++) {
    const token = tokens[next]!;
    if (token.text === '}' || token.text === ']') break;
    if (token.text === ',') continue;
    const first = open === '{' ? next + 2 : next;
    const value = valueAt(tokens, first);
    if (!value) break;
    const key = open === '{' ? (JSON.parse(token.text) as string) : entries.length;
    entries.push({ key, value, start: token.start, end: value.end });
    next = endOf(tokens, first);
  }
  return entries;
}

function valueAt(tokens: readonly Token[], at: number): TextRange | null {
  const [first, last] = [tokens[at], tokens[endOf(tokens, at)]];
  return first && last ? { start: first.start, end: last.end } : null;
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
