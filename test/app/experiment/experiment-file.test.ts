import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExperimentFile, readExperimentFile } from '../../../app/experiment/experiment-file.ts';
import { expression, quadratic } from './written.ts';

function places(text: string): (string | undefined)[] {
  const parsed = parseExperimentFile(text);
  return 'problems' in parsed ? parsed.problems.map(({ place }) => place) : [];
}

test('a file holds an experiment, an array of them, or a preset', () => {
  const preset = { title: 'Two', sentence: 'Look.', experiments: [quadratic, expression] };
  for (const [file, kinds] of [
    [quadratic, ['quadratic']],
    [
      [expression, quadratic],
      ['expression', 'quadratic'],
    ],
    [preset, ['quadratic', 'expression']],
  ] as const) {
    const parsed = parseExperimentFile(`\uFEFF${JSON.stringify(file, null, 2)}\n`);
    if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
    expect(parsed.experiments.map(({ objective }) => objective.kind)).toEqual(kinds);
  }
});

test('places begin with the experiment of the file', () => {
  const wrong = { ...quadratic, steps: 0, 'a b': 1 };
  expect(places(JSON.stringify(wrong))).toEqual(['["a b"]', 'steps']);
  expect(places(JSON.stringify([quadratic, wrong, 3]))).toEqual(['[1]["a b"]', '[1].steps', '[2]']);
  expect(places(JSON.stringify({ experiments: [wrong] }))).toEqual([
    'experiments[0]["a b"]',
    'experiments[0].steps',
  ]);
});

test('a file without experiments is refused, as is a preset with other keys', () => {
  expect(parseExperimentFile('[]')).toMatchObject({
    problems: [{ place: '', message: 'Expected at least one experiment, got [].' }],
  });
  expect(places('{"experiments":[]}')).toEqual(['experiments']);
  expect(places('{"experiments":{}}')).toEqual(['experiments']);
  expect(places('{"experiments":[], "title": 1, "steps": 3}')).toEqual(['steps', 'title']);
});

test('experiments can be had as they are written', () => {
  expect(readExperimentFile('[1, {"steps": 0}]')).toEqual({
    experiments: [
      { written: 1, place: '[0]' },
      { written: { steps: 0 }, place: '[1]' },
    ],
  });
});

test.each([
  ['', 1, 1, 'a value, got the end of the text'],
  ['{\n  "version": 1,\n}', 3, 1, 'a key in double quotes, got "}"'],
  ['{\n  "version": 1\n  "steps": 2\n}', 3, 3, 'a comma or }, got "\\"steps\\":"'],
  ["{'version': 1}", 1, 2, 'a key in double quotes or }, got "\'version\':"'],
  ['[{"steps" 1}]', 1, 11, 'a colon, got "1}]"'],
  ['[1, 01]', 1, 5, 'a value, got "01]"'],
  ['[1, NaN]', 1, 5, 'a value, got "NaN]"'],
  ['[1\n,,2]', 2, 2, 'a value, got ",2]"'],
  ['{"name": "a\nb"}', 1, 10, 'a value, got "\\"a"'],
  ['{} {}', 1, 4, 'the end of the text, got "{}"'],
  ['// SAM\n{}', 1, 1, 'a value, got "//"'],
])('%j is not JSON at line %i, column %i', (text, line, column, expected) => {
  expect(parseExperimentFile(text)).toEqual({
    problems: [
      { code: 'json', place: `line ${line}, column ${column}`, message: `Not JSON: expected ${expected}.` },
    ],
  });
});

test('whatever JSON.parse refuses has a place, and nothing else', () => {
  const json = fc.json({ maxDepth: 3 });
  const spoilt = fc.tuple(
    json,
    fc.nat(),
    fc.nat(3),
    fc.constantFrom('', '"', ',', '}', ']', '\\', '\n', '0', 'é', '\u0000'),
  );
  fc.assert(
    fc.property(spoilt, ([text, at, removed, put]) => {
      const start = at % (text.length + 1);
      const changed = text.slice(0, start) + put + text.slice(start + removed);
      let valid = true;
      try {
        JSON.parse(changed);
      } catch {
        valid = false;
      }
      const read = parseExperimentFile(changed);
      const syntax = 'problems' in read && read.problems.some(({ code }) => code === 'json');
      expect(syntax).toBe(!valid);
      if (syntax) expect(read.problems[0]!.place).toMatch(/^line \d+, column \d+$/);
    }),
    { numRuns: 1000 },
  );
});

test('long and deep texts have a place too', () => {
  expect(places(`["${'a'.repeat(2_000_000)}" 1]`)).toEqual(['line 1, column 2000005']);
  expect(places('['.repeat(100_000))).toEqual(['line 1, column 100001']);
});
