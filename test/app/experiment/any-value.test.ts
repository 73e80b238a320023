import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import { valid } from './written.ts';

type Json = fc.JsonValue;

/** An experiment, or problems that each have a place and a sentence. */
function expectAnAnswer(written: unknown): void {
  const parsed = parseExperiment(written);
  if ('experiment' in parsed) {
    expect(parseExperiment(parsed.experiment)).toEqual(parsed);
    return;
  }
  expect(parsed.problems.length).toBeGreaterThan(0);
  for (const { code, place, message } of parsed.problems) {
    expect(code).toMatch(/^[a-z0-9-]+$/);
    expect(typeof place).toBe('string');
    expect(message).toMatch(/\S.*[.?]$/s);
  }
}

/** A value with what stands at one of its places removed (`undefined`) or replaced, or with one key more. */
function changed(whole: Json, choices: readonly number[], slip: Json | undefined): Json | undefined {
  const [choice = 0, ...rest] = choices;
  if (typeof whole !== 'object' || whole === null || rest.length === 0) return slip;
  const entries = Object.entries(whole);
  const at = choice % (entries.length + 1);
  const edited: [string, Json | undefined][] =
    at === entries.length
      ? [...entries, [`key${choice}`, slip]]
      : entries.map(([key, value], i) => [
          key,
          i === at ? changed(value as Json, rest, slip) : (value as Json),
        ]);
  const kept = edited.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Array.isArray(whole) ? kept.map(([, value]) => value) : Object.fromEntries(kept);
}

test('any JSON value gives an experiment or problems', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), expectAnAnswer), { numRuns: 300 });
});

test('any object with the keys of an experiment gives an experiment or problems', () => {
  const any = fc.jsonValue({ maxDepth: 2 });
  const keys = fc.constantFrom(
    'version',
    'objective',
    'optimizer',
    'steps',
    'measure',
    'stop',
    'precision',
    '__proto__',
  );
  fc.assert(fc.property(fc.dictionary(keys, any), expectAnAnswer), { numRuns: 200 });
});

test('an experiment with a slip or two gives an experiment or problems', () => {
  const slip = fc.oneof(
    fc.constantFrom<(Json | undefined)[]>(
      undefined,
      null,
      true,
      1,
      -1,
      1e300,
      '',
      'auto',
      [],
      [1],
      {},
      { kind: 'gd' },
    ),
    fc.jsonValue({ maxDepth: 1 }),
  );
  const choices = fc.array(fc.nat(20), { minLength: 2, maxLength: 5 });
  const changes = fc.array(fc.tuple(choices, slip), { minLength: 1, maxLength: 2 });
  const outcomes = { experiment: 0, problems: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...valid), changes, (written, slips) => {
      const mutant = slips.reduce<Json>(
        (whole, [at, one]) => changed(whole, at, one) ?? null,
        written as Json,
      );
      expectAnAnswer(mutant);
      outcomes['experiment' in parseExperiment(mutant) ? 'experiment' : 'problems']++;
    }),
    { numRuns: 400, seed: 7 },
  );
  expect(Math.min(...Object.values(outcomes)), JSON.stringify(outcomes)).toBeGreaterThan(5);
});

test('a value of many levels or many errors gives problems', () => {
  let deep: unknown = 1;
  for (let i = 0; i < 100_000; i++) deep = i % 2 === 0 ? [deep] : { kind: deep };
  const [written] = valid;
  for (const key of ['name', 'objective', 'optimizer', 'threads', 'measure'])
    expectAnAnswer({ ...written, [key]: deep });
  const eigenvalues = Array.from({ length: 5000 }, () => 'x');
  expectAnAnswer({ ...written, objective: { kind: 'quadratic', eigenvalues } });
});
