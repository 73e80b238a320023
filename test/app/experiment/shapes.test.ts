import { expect, test } from 'vitest';
import { Experiment } from '../../../app/experiment/experiment.ts';
import { placeSteps, placeText } from '../../../app/experiment/parse/place.ts';
import { fallbackOf, fits, shapesOf } from '../../../app/experiment/parse/shapes.ts';
import { valid } from './written.ts';

const names = (schema: Parameters<typeof shapesOf>[0]): string[] => shapesOf(schema).map(({ name }) => name);
const { entries } = Experiment;

test('a value that may be written in several ways has a shape for each', () => {
  expect(names(entries.objective)).toEqual(['quadratic', 'expression', 'chain', 'quadratic-map', 'network']);
  const [gradientDescent] = shapesOf(entries.optimizer);
  const { stepSize, batch, momentum } = gradientDescent?.type === 'object' ? gradientDescent.entries : {};
  expect(names(stepSize!)).toEqual(['number', 'warm-up', 'cosine', 'piecewise']);
  expect(names(batch!)).toEqual(['full', 'number']);
  expect(shapesOf(momentum!)).toEqual([
    { type: 'number', name: 'number', whole: false, bounds: { min: 0, below: 1 } },
  ]);
  const [quadratic, expression] = shapesOf(entries.objective);
  expect(names(quadratic?.type === 'object' ? quadratic.entries['eigenvalues']! : entries.seed)).toEqual([
    'list',
    'power',
    'two-scale',
    'degenerate',
  ]);
  expect(names(expression?.type === 'object' ? expression.entries['formula']! : entries.seed)).toEqual([
    'text',
    'list',
  ]);
  expect(shapesOf(entries.steps)).toMatchObject([{ whole: true, bounds: { min: 1, max: 1_000_000_000 } }]);
});

test('every right experiment is written in shapes of its schema, and defaults are too', () => {
  function check(schema: Parameters<typeof shapesOf>[0], value: unknown, place: string): void {
    const shape = shapesOf(schema).find((one) => fits(one, value));
    expect(shape, place).toBeDefined();
    if (shape?.type === 'list' && Array.isArray(value))
      value.forEach((item, index) => check(shape.item, item, `${place}[${index}]`));
    if (shape?.type !== 'object') return;
    for (const [key, entry] of Object.entries(shape.entries)) {
      const inside = (value as Record<string, unknown>)[key] ?? fallbackOf(entry);
      if (inside !== undefined) check(entry, inside, `${place}.${key}`);
    }
  }
  for (const experiment of valid) check(Experiment, experiment, '');
});

test('a place is read back as the steps it was written from', () => {
  for (const steps of [[], ['steps'], [1, 'objective', 'blocks', 0, 'pool'], ['a b', 'c"d', 2, '[e].f', '7']])
    expect(placeSteps(placeText(steps))).toEqual(steps);
});
