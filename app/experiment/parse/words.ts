import type { Problem } from '../../run/run.ts';

const LONGEST = 60; // characters of a value shown in a sentence
const MOST = 6; // values of a list shown

/** A value shortened to stand in a sentence. */
export function excerpt(value: unknown): string {
  if (typeof value === 'string') return shortened(JSON.stringify(value.slice(0, LONGEST + 1)));
  if (Array.isArray(value)) {
    const shown = value.slice(0, MOST).map((item: unknown) => inner(item));
    return shortened(`[${[...shown, ...(value.length > MOST ? ['…'] : [])].join(', ')}]`);
  }
  return inner(value);
}

function inner(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[…]';
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? '{}' : '{…}';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, LONGEST)) : String(value);
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Something else stands at a place than is expected there. */
export function unexpected(place: string, expected: string, got: unknown): Problem {
  return { code: 'invalid-value', place, message: `Expected ${expected}, got ${excerpt(got)}.` };
}

/** The known word that a word was most likely meant to be, or null where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const scored = known.map((candidate) => ({ candidate, distance: distance(word, candidate) }));
  const best = scored.reduce((a, b) => (b.distance < a.distance ? b : a), {
    candidate: '',
    distance: Infinity,
  });
  return best.distance <= Math.floor(best.candidate.length / 2) ? best.candidate : null;
}

/** Fewest insertions, deletions and replacements between two words, upper and lower case alike (Levenshtein). */
function distance(left: string, right: string): number {
  const a = left.slice(0, LONGEST).toLowerCase();
  const b = right.toLowerCase();
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
