import type { PlaceStep } from '../../app/experiment/parse/place.ts';
import { entriesOf, innermost, tokensOf, type TextRange } from './json-place.ts';

const LONGEST_LINE = 90; // characters up to which an object or a list stays in one line
const INDENT = 2;

/**
 * A JSON text with another value at a path, all else left as it is written. Where there is nothing at the path it is put there, with objects
 * around it where they are missing; what is no object on the way gives way to one.
 * @param json must be JSON
 * @param text the value as JSON; `jsonText` writes one
 */
export function withText(json: string, path: readonly PlaceStep[], text: string): string {
  const { depth, range } = innermost(json, path);
  if (depth === path.length) return splice(json, range.start, range.end, text);
  const [key, ...deeper] = path.slice(depth) as [PlaceStep, ...PlaceStep[]];
  const nested = deeper.reduceRight<string>((inside, step) => wrapped(step, inside), text);
  const open = json[range.start];
  if (open === '[') return inserted(json, range, nested);
  if (open === '{') return inserted(json, range, keyed(key, nested));
  return splice(json, range.start, range.end, wrapped(key, nested));
}

function wrapped(step: PlaceStep, text: string): string {
  return typeof step === 'number' ? `[${text}]` : `{ ${keyed(step, text)} }`;
}

function keyed(key: PlaceStep, text: string): string {
  return `${JSON.stringify(String(key))}: ${text}`;
}

/** A JSON text without the key or the item at a path; as it is where there is none. */
export function without(json: string, path: readonly PlaceStep[]): string {
  const around = innermost(json, path.slice(0, -1));
  if (path.length === 0 || around.depth < path.length - 1) return json;
  const entries = entriesOf(tokensOf(json), around.range.start);
  const key = path.at(-1);
  const index = entries.findLastIndex((entry) => entry.key === key);
  const found = entries[index];
  if (!found) return json;
  const [before, after] = [entries[index - 1], entries[index + 1]];
  if (after) return splice(json, found.start, after.start, '');
  if (before) return splice(json, before.end, found.end, '');
  return splice(json, around.range.start + 1, around.range.end - 1, '');
}

/** Puts an entry behind the others of an object or a list, in a line of its own where they are. */
function inserted(json: string, { start, end }: TextRange, entry: string): string {
  const entries = entriesOf(tokensOf(json), start);
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) {
    const [open, close] = [json[start]!, json[end - 1]!];
    return splice(json, start, end, open === '[' ? `[${entry}]` : `${open} ${entry} ${close}`);
  }
  const space = /\s*$/.exec(json.slice(start + 1, first.start))![0];
  const between = space.includes('\n') ? `,${space}` : ', ';
  return splice(json, last.end, last.end, between + entry);
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** A value as JSON: objects and lists in one line where they are short. */
export function jsonText(value: unknown, indent = 0): string {
  const short = oneLine(value);
  if (typeof value !== 'object' || value === null || indent + short.length <= LONGEST_LINE) return short;
  const inner = ' '.repeat(indent + INDENT);
  const lines = Array.isArray(value)
    ? value.map((item) => inner + jsonText(item, indent + INDENT))
    : Object.entries(value).map(
        ([key, item]) => `${inner}${JSON.stringify(key)}: ${jsonText(item, indent + INDENT)}`,
      );
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${' '.repeat(indent)}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
