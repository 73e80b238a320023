import { expect, test } from 'vitest';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import { isSchedule, settingText, valueAt, type Schedule } from '../../../app/experiment/schedule.ts';
import { completed } from './completed.ts';
import { quadratic, sam } from './written.ts';

const valuesAt = (schedule: Schedule, steps: readonly number[]): number[] =>
  steps.map((step) => valueAt(schedule, step));

test('a number is itself at every step', () => {
  expect([0, 1, 1e9].map((step) => valueAt(0.3, step))).toEqual([0.3, 0.3, 0.3]);
});

test('a warm-up is a straight line that meets both ends exactly', () => {
  const warmUp: Schedule = { kind: 'warm-up', from: 0.1, to: 0.7, steps: 4 };
  const values = valuesAt(warmUp, [0, 1, 2, 3, 4, 5, 1e9]);
  expect([values[0], ...values.slice(4)]).toEqual([0.1, 0.7, 0.7, 0.7]);
  [0.25, 0.4, 0.55].forEach((value, i) => expect(values[i + 1]).toBeCloseTo(value, 15));
});

test('a cosine meets both ends exactly, half way between them half way through, with its warm-up before', () => {
  const cosine: Schedule = { kind: 'cosine', from: 0.3, to: 0.001, steps: 30, warmUp: 10 };
  expect(valuesAt(cosine, [0, 10, 30, 31])).toEqual([0, 0.3, 0.001, 0.001]);
  expect(valueAt(cosine, 5)).toBeCloseTo(0.15, 15);
  expect(valueAt(cosine, 20)).toBeCloseTo(0.1505, 15);
  expect(valueAt(cosine, 15)).toBeCloseTo(0.1505 + 0.1495 * Math.SQRT1_2, 15); // cos(π/4)
  const rising: Schedule = { kind: 'cosine', from: 0.1, to: 0.5, steps: 2, warmUp: 0 };
  expect(valuesAt(rising, [0, 2])).toEqual([0.1, 0.5]);
  expect(valueAt(rising, 1)).toBeCloseTo(0.3, 15);
});

test('pieces change at the steps that are named', () => {
  const pieces: Schedule = { kind: 'piecewise', values: [0, 0.05, 0.01], at: [3, 7] };
  expect(valuesAt(pieces, [0, 2, 3, 6, 7, 8])).toEqual([0, 0, 0.05, 0.05, 0.01, 0.01]);
});

test('schedules are told in a few words', () => {
  expect(settingText(0.05)).toBe('0.05');
  expect(settingText({ kind: 'warm-up', from: 0, to: 0.05, steps: 100 })).toBe('0→0.05 in 100 steps');
  const cosine = { kind: 'cosine', from: 0.1, to: 0, steps: 1000, warmUp: 0 } as const;
  expect(settingText(cosine)).toBe('0.1→0 by cosine in 1000 steps');
  expect(settingText({ ...cosine, warmUp: 50 })).toBe('0→0.1→0 by cosine in 1000 steps, warm-up 50');
  expect(settingText({ kind: 'piecewise', values: [0, 0.05, 1], at: [500, 800] })).toBe(
    '0→0.05→1 at 500, 800',
  );
  expect([null, 3, [], {}, { kind: 'sam' }, { kind: 'cosine' }].map(isSchedule)).toEqual([
    ...[false, false, false, false, false, true],
  ]);
});

/** Places and sentences of what is wrong with a step size and a radius. */
function problems(stepSize: unknown, radius: unknown = 0.05): Record<string, string> {
  const parsed = parseExperiment({ ...quadratic, optimizer: { ...sam, stepSize, radius } });
  if ('experiment' in parsed) return {};
  return Object.fromEntries(parsed.problems.map(({ place = '', message }) => [place, message]));
}

test('step size and radius are numbers or schedules, whose defaults are filled in', () => {
  const optimizer = {
    kind: 'sam',
    stepSize: { kind: 'cosine', from: 0.1, to: 0, steps: 50 },
    radius: { kind: 'warm-up', to: 0.1, steps: 10 },
  };
  expect(completed({ ...quadratic, optimizer }).optimizer).toMatchObject({
    stepSize: { kind: 'cosine', from: 0.1, to: 0, steps: 50, warmUp: 0 },
    radius: { kind: 'warm-up', from: 0, to: 0.1, steps: 10 },
  });
  expect(problems(0.1, { kind: 'piecewise', values: [0, 0.05], at: [10] })).toEqual({});
});

test.each<[string, unknown, Record<string, unknown>]>([
  [
    'a word',
    'fast',
    { 'optimizer.stepSize': 'Expected a finite number greater than 0 or a schedule, got "fast".' },
  ],
  [
    'a list',
    [0.1],
    { 'optimizer.stepSize': 'Expected a finite number greater than 0 or a schedule, got [0.1].' },
  ],
  [
    'nothing',
    null,
    { 'optimizer.stepSize': 'Expected a finite number greater than 0 or a schedule, got null.' },
  ],
  ['zero', 0, { 'optimizer.stepSize': 'Expected a finite number greater than 0, got 0.' }],
  [
    'another kind',
    { kind: 'cosin', from: 0.1, to: 0, steps: 10 },
    {
      'optimizer.stepSize.kind':
        'Expected "warm-up", "cosine" or "piecewise", got "cosin". Did you mean "cosine"?',
    },
  ],
  [
    'no kind',
    { from: 0.1 },
    { 'optimizer.stepSize.kind': 'Missing; expected "warm-up", "cosine" or "piecewise".' },
  ],
  [
    'a slip in every part',
    { kind: 'cosine', from: 0, steps: 0.5, warmup: 3 },
    {
      'optimizer.stepSize.from': 'Expected a finite number greater than 0, got 0.',
      'optimizer.stepSize.to': 'Missing; expected a finite number at least 0.',
      'optimizer.stepSize.steps': 'Expected a whole number at least 1 and at most 1000000000, got 0.5.',
      'optimizer.stepSize.warmup': expect.stringMatching(
        /^Unknown key "warmup"\. Did you mean "warmUp"\? Allowed here: kind, from, to, steps, warmUp\.$/,
      ) as string,
    },
  ],
  [
    'a warm-up as long as all',
    { kind: 'cosine', from: 0.1, to: 0, steps: 10, warmUp: 10 },
    { 'optimizer.stepSize.warmUp': 'Expected less than 10, the steps of the schedule, got 10.' },
  ],
  [
    'pieces without a step between them',
    { kind: 'piecewise', values: [0.1, 0.2], at: [10, 20] },
    {
      'optimizer.stepSize.values': 'Expected 3 numbers, one more than steps at which they change, got 2.',
    },
  ],
  [
    'steps that fall',
    { kind: 'piecewise', values: [0.1, 0.2, 0.3], at: [10, 10] },
    { 'optimizer.stepSize.at[1]': 'Expected a step after 10, the one before, got 10.' },
  ],
  [
    'a step size of nothing',
    { kind: 'piecewise', values: [0, 0.2], at: [10] },
    { 'optimizer.stepSize.values[0]': 'Expected a finite number greater than 0, got 0.' },
  ],
])('%s is no step size', (_name, stepSize, expected) => {
  expect(problems(stepSize)).toEqual(expected);
});

test('a radius has its own bounds and places', () => {
  expect(problems(0.1, { kind: 'warm-up', to: -1, steps: 10 })).toEqual({
    'optimizer.radius.to': 'Expected a finite number at least 0, got -1.',
  });
  expect(problems(0.1, { kind: 'piecewise', values: [0, 1], at: [5, 4] })).toEqual({
    'optimizer.radius.values': 'Expected 3 numbers, one more than steps at which they change, got 2.',
    'optimizer.radius.at[1]': 'Expected a step after 5, the one before, got 4.',
  });
});
