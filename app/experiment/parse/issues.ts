import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { placeText } from './place.ts';
import type { Schema } from './schema.ts';
import { alternatives, nearest, unexpected } from './words.ts';

type Issue = v.BaseIssue<unknown>;

/** What valibot found in a sifted value, each with its exact place, what stands there and what is expected. */
export function problemsOf(issues: readonly Issue[]): Problem[] {
  const problems = issues
    .filter(({ type, expected }) => type !== 'strict_object' && expected !== 'Object') // keys and objects: sift.ts
    .map((issue) => problemOf(deepest(issue)));
  // A number may break several of its own rules, and all of them have one sentence.
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** What a schema expects, in words. */
export function expectedBy(schema: Schema): string {
  const result = v.safeParse(schema, undefined);
  return result.success ? 'a value' : wordsOf(result.issues[0]);
}

function problemOf(issue: Issue): Problem {
  const place = placeOf(issue);
  const got = issue.path?.at(-1)?.value ?? issue.input;
  const expected = wordsOf(issue);
  if (issue.type === 'variant' && got === undefined)
    return { code: 'missing-key', place, message: `Missing; expected ${expected}.` };
  const problem = unexpected(place, expected, got);
  const near = typeof got === 'string' ? nearest(got, literals(issue)) : null;
  return near === null
    ? problem
    : { ...problem, message: `${problem.message} Did you mean ${JSON.stringify(near)}?` };
}

/** Of the ways in which a value fails every option of a union, the one that got furthest into it. */
function deepest(issue: Issue): Issue {
  const inside = (issue.issues ?? []).filter(({ path }) => (path?.length ?? 0) > 0);
  const [furthest] = inside.sort((a, b) => b.path!.length - a.path!.length);
  if (issue.type !== 'union' || !furthest) return issue;
  return { ...furthest, path: [...(issue.path ?? []), ...furthest.path!] as NonNullable<Issue['path']> };
}

function placeOf(issue: Issue): string {
  return placeText((issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key))));
}

/** The schema's own words where it has some (value.ts); else valibot's expectation: `("a" | "b")`. */
function wordsOf(issue: Issue): string {
  if (issue.type === 'union' && issue.issues) return alternatives(issue.issues.map(wordsOf));
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  const options = (issue.expected ?? 'another value').replace(/^\(|\)$/g, '').split(' | ');
  const words = options.map((option) => ({ Array: 'a list', Object: 'an object' })[option] ?? option);
  return alternatives(words);
}

function literals(issue: Issue): string[] {
  return [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(([, word]) => word!);
}
