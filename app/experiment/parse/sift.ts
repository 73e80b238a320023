import type { Problem } from '../../run/run.ts';
import { expectedBy } from './issues.ts';
import { placeWithin } from './place.ts';
import { isChoosing, isList, isOptional, kindOf, objectsOf, tagOf } from './schema.ts';
import type { Schema } from './schema.ts';
import { nearest, unexpected } from './words.ts';

/** What is wrong with the keys of a value, and the value without those that are not known. */
export interface Sifted {
  readonly problems: readonly Problem[];
  readonly value: unknown;
}

/**
 * Finds every unknown and every missing key of the objects that a schema describes, at any depth (valibot stops at the first unknown
 * one). Where an object is expected and something else stands, that is reported here and left out of the value.
 */
export function sift(schema: Schema, value: unknown, place = ''): Sifted {
  if (isChoosing(schema)) return sift(schema.getter(value), value, place);
  if (isOptional(schema)) return sift(schema.wrapped, value, place);
  if (isList(schema) && Array.isArray(value)) return siftItems(schema.item, value, place);
  const objects = objectsOf(schema);
  if (objects.length === 0) return { problems: [], value };
  if (!isObject(value)) return { problems: [unexpected(place, 'an object', value)], value: undefined };
  const object = objects.length === 1 ? objects[0] : objects.find((one) => kindOf(one) === value[tagOf(one)]);
  if (!object) return { problems: [], value };
  const { entries } = object;
  const allowed = Object.keys(entries);
  const written = Object.keys(value);
  const problems: Problem[] = written
    .filter((key) => !Object.hasOwn(entries, key))
    .map((key) => unknownKey(placeWithin(place, key), key, allowed));
  const kept: [string, unknown][] = [];
  for (const [key, entry] of Object.entries(entries)) {
    const inside = placeWithin(place, key);
    if (Object.hasOwn(value, key) && value[key] !== undefined) {
      const inner = sift(entry, value[key], inside);
      problems.push(...inner.problems);
      kept.push([key, inner.value]);
    } else if (!isOptional(entry)) problems.push(missingKey(inside, expectedBy(entry)));
  }
  return { problems, value: Object.fromEntries(kept) };
}

function siftItems(schema: Schema, items: readonly unknown[], place: string): Sifted {
  if (objectsOf(schema).length === 0) return { problems: [], value: items };
  const sifted = items.map((item, i) => sift(schema, item, placeWithin(place, i)));
  return { problems: sifted.flatMap(({ problems }) => problems), value: sifted.map(({ value }) => value) };
}

function unknownKey(place: string, key: string, allowed: readonly string[]): Problem {
  const near = nearest(key, allowed);
  const meant = near === null ? '' : ` Did you mean ${JSON.stringify(near)}?`;
  const message = `Unknown key ${JSON.stringify(key.slice(0, 60))}.${meant} Allowed here: ${allowed.join(', ')}.`;
  return { code: 'unknown-key', place, message };
}

function missingKey(place: string, expected: string): Problem {
  return { code: 'missing-key', place, message: `Missing; expected ${expected}.` };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
