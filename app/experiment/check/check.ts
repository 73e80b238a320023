import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';

/** Finds contradictions between settings of an experiment as written, without its unknown keys. */
export type Check = (written: unknown) => readonly Problem[];

/** A check that runs as soon as the settings it needs are right, whatever else is wrong with the experiment. */
export function when<Needed extends v.ObjectEntries>(
  needed: Needed,
  check: (settings: v.InferOutput<v.ObjectSchema<Needed, undefined>>) => readonly Problem[],
): Check {
  const schema = v.object(needed);
  return (written) => {
    const result = v.safeParse(schema, written);
    return result.success ? check(result.output) : [];
  };
}

/** Settings that are right one by one and wrong together. */
export function contradiction(place: string, message: string, code = 'contradiction'): Problem {
  return { code, place, message };
}

/** A list has another length than the settings ask for. */
export function lengthProblems(place: string, got: number, expected: number, each: string): Problem[] {
  if (got === expected) return [];
  const numbers = expected === 1 ? '1 number' : `${expected} numbers`;
  return [contradiction(place, `Expected ${numbers}, one for each ${each}, got ${got}.`)];
}

/** Every name that stands in a list before. */
export function repeatedNames(place: string, names: readonly string[], of: string): Problem[] {
  return names.flatMap((name, i) =>
    names.indexOf(name) === i
      ? []
      : [contradiction(`${place}[${i}]`, `Expected different ${of}, got ${JSON.stringify(name)} twice.`)],
  );
}

/** A number is larger than another, in words `what`, lets it be. */
export function atMost(place: string, got: number, most: number, what: string): Problem[] {
  return got <= most ? [] : [contradiction(place, `Expected at most ${most}, ${what}, got ${got}.`)];
}
