import { expect, test } from 'vitest';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import { problems } from './problems.ts';
import { expression, network, quadratic, sam, table, valid } from './written.ts';

test('every default is filled in', () => {
  expect(parseExperiment({ ...network(), optimizer: sam })).toEqual({
    experiment: {
      version: 1,
      name: '',
      seed: 1,
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [50, 50], activation: 'tanh', init: 'glorot-normal', scale: 1 },
        data: { kind: 'chebyshev', degree: 5, points: 20 },
        loss: 'mean-squared-error',
      },
      optimizer: { kind: 'sam', stepSize: 0.05, radius: 0.03, epsilon: 'auto', momentum: 0, batch: 'full' },
      steps: 100,
      precision: 'float64',
      backend: 'auto',
      threads: 'auto',
      chunk: 'auto',
      noise: 0,
      measure: { sharpness: { every: 51, count: 1, tolerance: 1e-3 } },
      stop: { gradientNorm: 0, lossFactor: 1e8 },
    },
  });
});

test.each(valid)('a complete experiment reads back as itself: %j', (written) => {
  const parsed = parseExperiment(written);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  expect(parsed.experiment).toMatchObject(written);
  expect(parseExperiment(JSON.parse(JSON.stringify(parsed.experiment)))).toEqual(parsed);
});

test('everything wrong with an experiment is told at once, each at its place', () => {
  const written = {
    version: 2,
    sede: 3,
    objective: { kind: 'quadratic', eigenvalues: [1, 2, 3, 'x', null], rotate: 1, 'a b': 0 },
    optimizer: { kind: 'sam', stepSize: -0.05, raduis: 0.03 },
    steps: 0.5,
    precision: 'float23',
    measure: { sharpness: { every: 0, tolerance: 2 } },
    stop: [],
  };
  const found = problems(written);
  expect(found).toMatchObject({
    version: 'Expected 1, got 2.',
    'objective.eigenvalues[3]': 'Expected a finite number, got "x".',
    'objective.eigenvalues[4]': 'Expected a finite number, got null.',
    'objective.rotate': 'Expected true or false, got 1.',
    'optimizer.stepSize': 'Expected a finite number greater than 0, got -0.05.',
    'optimizer.radius': 'Missing; expected a finite number at least 0 or a schedule.',
    steps: 'Expected a whole number at least 1 and at most 1000000000, got 0.5.',
    precision: 'Expected "float32" or "float64", got "float23". Did you mean "float32"?',
    'measure.sharpness.every': 'Expected a whole number at least 1, got 0.',
    stop: 'Expected an object, got [].',
  });
  expect(found['sede']).toMatch(
    /^Unknown key "sede"\. Did you mean "seed"\? Allowed here: version, name, seed/,
  );
  expect(found['optimizer.raduis']).toContain('Did you mean "radius"?');
  expect(found['objective["a b"]']).toMatch(/^Unknown key "a b"\. Allowed/);
  expect(found['measure.sharpness.tolerance']).toBe(
    'Expected a finite number greater than 0 and less than 1, got 2.',
  );
  expect(Object.keys(found)).toHaveLength(14);
});

test('a wrong kind lists the kinds, and one nearly right is guessed', () => {
  const optimizers = '"gd", "sam", "usam", "asam", "gsam", "m-sam", "n-step-sam" or "partial-sam"';
  expect(problems({ ...quadratic, optimizer: { kind: 'rmsprop', stepSize: 1 } })).toEqual({
    'optimizer.kind': `Expected ${optimizers}, got "rmsprop".`,
  });
  expect(problems({ ...quadratic, optimizer: { stepSize: 1 } })).toEqual({
    'optimizer.kind': `Missing; expected ${optimizers}.`,
  });
  expect(problems(network({ data: { kind: 'chebychev' } }))).toEqual({
    'objective.data.kind':
      'Expected "chebyshev", "mixture", "linear-teacher", "digits", "fashion-mnist", "mnist-1d", "csv", "idx" or "text", got "chebychev". Did you mean "chebyshev"?',
  });
});

test('keys that every object has are unknown too', () => {
  const written: unknown = JSON.parse(
    JSON.stringify(quadratic).replace('{', '{"constructor":1,"__proto__":{"name":"x"},'),
  );
  expect(Object.keys(problems(written))).toEqual(['constructor', '__proto__']);
});

test('a value is shown short', () => {
  const found = problems({
    ...quadratic,
    steps: 'x'.repeat(1000),
    name: [[1], {}, ...Array.from({ length: 100 }, () => 2)],
  });
  expect(found['steps']!.length).toBeLessThan(160);
  expect(found['name']).toBe('Expected a text of 0 to 200 characters, got [[…], {}, 2, 2, 2, 2, …].');
});

test('a start is as long as its eigenvalues or variables', () => {
  const eigenvalues = [1, 2];
  expect(problems({ ...quadratic, objective: { kind: 'quadratic', eigenvalues, start: [1] } })).toEqual({
    'objective.start': 'Expected 2 numbers, one for each eigenvalue, got 1.',
  });
  expect(problems({ ...expression, objective: { ...expression.objective, start: [1, 2, 3] } })).toEqual({
    'objective.start': 'Expected 2 numbers, one for each variable, got 3.',
  });
});

test('variables have names of their own, and the formula knows no others', () => {
  const objective = { kind: 'expression', variables: ['x', 'tanh', 'x', '2y'], formula: 'x + z', start: [1] };
  expect(problems({ ...quadratic, objective })).toEqual({
    'objective.variables[1]': 'Expected a name of its own, got "tanh", which formulas have already.',
    'objective.variables[2]': 'Expected different names, got "x" twice.',
    'objective.variables[3]': 'Expected a name of letters, digits and _ that begins with a letter, got "2y".',
    'objective.formula': expect.stringContaining('"z" at character 5 is not a variable') as string,
  });
});

test.each([
  ['log(x) + y', [-1, 1], 'NaN'],
  ['x / y', [1, 0], 'Infinity'],
  ['x^y', [-2, 2], 'NaN'], // exp(y·log x), as it is computed
])('a formula is a finite number at the start: %s at %j is %s', (formula, start, value) => {
  const objective = { kind: 'expression', variables: ['x', 'y'], formula, start };
  expect(problems({ ...quadratic, objective })).toEqual({
    'objective.start': `Expected a point where the formula is a finite number; it is ${value} there.`,
  });
});

test('no more eigenvalues than parameters are measured', () => {
  expect(problems({ ...quadratic, measure: { sharpness: { count: 3 } } })).toEqual({});
  expect(problems({ ...quadratic, measure: { sharpness: { count: 4 } } })).toEqual({
    'measure.sharpness.count': 'Expected at most 3, the number of parameters, got 4.',
  });
});

test('batches are of examples, no more than there are', () => {
  const batched = (written: object, batch: unknown, rest = {}) =>
    problems({ ...written, optimizer: { ...sam, batch }, ...rest });
  expect(batched(network(), 20)).toEqual({});
  expect(batched(network(), 21)).toEqual({
    'optimizer.batch': 'Expected "full" or at most 20, the number of training examples, got 21.',
  });
  expect(batched(network({ data: { kind: 'digits', train: 30, test: 100 } }), 31)).toEqual({
    'optimizer.batch': 'Expected "full" or at most 30, the number of training examples, got 31.',
  });
  expect(batched(network({ data: table }), 1e6)).toEqual({}); // its file tells
  expect(batched(quadratic, 8)).toEqual({
    'optimizer.batch': 'Expected "full", got 8: a quadratic has no examples.',
  });
  expect(batched(expression, 'full')).toEqual({});
  for (const batch of [0, 1.5, 'all', null])
    expect(batched(network(), batch)['optimizer.batch']).toMatch(
      /^Expected ("full" or )?a whole number at least 1, got/,
    );
});

test('the gradient of a mini-batch ends no run', () => {
  const stop = { gradientNorm: 1e-6 };
  const found = problems({ ...network(), optimizer: { ...sam, batch: 5 }, stop });
  expect(Object.keys(found)).toEqual(['stop.gradientNorm']);
  expect(found['stop.gradientNorm']).toMatch(/^Expected 0, got 0.000001: with mini-batches/);
  for (const batch of ['full', 20])
    expect(problems({ ...network(), optimizer: { ...sam, batch }, stop })).toEqual({});
});

test.each([0, 2.5, 'full', null])('a chunk is "auto" or a number of examples, not %j', (chunk) => {
  expect(problems({ ...network(), chunk })).toEqual({
    chunk: expect.stringMatching(/^Expected ("auto" or )?a whole number at least 1, got/) as string,
  });
});

test('float32 refuses what it cannot tell from zero or infinity', () => {
  const small = { ...quadratic, precision: 'float32', optimizer: { ...sam, epsilon: 1e-60 }, noise: 1e39 };
  expect(Object.keys(problems(small))).toEqual(['optimizer.epsilon', 'noise']);
  expect(problems({ ...small, precision: 'float64' })).toEqual({});
});
