import { expect, test } from 'vitest';
import { lossNames } from '../../../../app/experiment/experiment.ts';
import { input } from '../../../../main/engine/graph/build.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { accuracy } from '../../../../main/engine/objective/accuracy.ts';
import { losses } from '../../../../main/engine/objective/losses.ts';
import { valuesOf } from './evaluated.ts';
import { plainLosses } from './plain-network.ts';

function matrix(name: string, rows: readonly (readonly number[])[]) {
  return { name, shape: [rows.length, rows[0]!.length], values: Float64Array.from(rows.flat()) };
}

async function lossOf(name: keyof typeof losses, outputs: number[][], targets: number[][]) {
  const arrays = [matrix('outputs', outputs), matrix('targets', targets)] as const;
  const z = input('outputs', arrays[0].shape);
  const loss = losses[name](z, input('targets', arrays[1].shape), outputs.length);
  const values = await valuesOf({ loss, gradient: reverse(loss, [z])[0]! }, arrays);
  return { loss: values['loss']![0]!, gradient: [...values['gradient']!] };
}

const outputs = [
  [0.3, -1.2, 2.1],
  [-0.7, 0.4, 0.1],
];
const targets = [
  [0, 1, 0],
  [1, 0, 0],
];

test.each(lossNames)('%s and its gradient are what the formula says', async (name) => {
  const { loss, gradient } = await lossOf(name, outputs, targets);
  const expected = plainLosses[name](outputs, targets);
  expect(loss).toBeCloseTo(expected.value, 14);
  expected.slope.flat().forEach((slope, i) => expect(gradient[i]).toBeCloseTo(slope, 14));
});

test('losses of one example in closed form', async () => {
  expect((await lossOf('half-squared-error', [[3, 5]], [[1, 1]])).loss).toBe(10); // ½(2² + 4²)
  expect((await lossOf('mean-squared-error', [[3, 5]], [[1, 1]])).loss).toBe(10); // (2² + 4²)/2
  expect((await lossOf('mean-squared-error', [[3], [5]], [[1], [1]])).loss).toBe(10);
  expect((await lossOf('half-squared-error', [[3], [5]], [[1], [1]])).loss).toBe(5); // (½2² + ½4²)/2
  expect((await lossOf('cross-entropy', [[7, 7, 7, 7]], [[0, 0, 1, 0]])).loss).toBeCloseTo(Math.log(4), 15);
});

test('cross-entropy does not overflow', async () => {
  const { loss, gradient } = await lossOf('cross-entropy', [[1e4, 0, -1e4]], [[0, 1, 0]]);
  expect(loss).toBe(1e4);
  expect(gradient).toEqual([1, -1, 0]);
});

test('accuracy counts the examples whose target no other output exceeds; ties are right', async () => {
  const rows = [
    [0.1, 0.9, 0.2], // right
    [0.8, 0.9, 0.2], // wrong
    [0.5, 0.1, 0.5], // tie
    [-3, -2, -1], // wrong
  ];
  const wanted = [
    [0, 1, 0],
    [1, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
  ];
  const share = accuracy(input('outputs', [4, 3]), input('targets', [4, 3]), 4);
  const values = await valuesOf({ share }, [matrix('outputs', rows), matrix('targets', wanted)]);
  expect(values['share']![0]).toBe(0.5);
});

test('outputs that are not finite are classified wrong', async () => {
  const rows = [
    [NaN, NaN],
    [Infinity, 0],
    [1, 0],
    [0, 1],
  ];
  const wanted = [
    [1, 0],
    [1, 0],
    [1, 0],
    [1, 0],
  ];
  const share = accuracy(input('outputs', [4, 2]), input('targets', [4, 2]), 4);
  const values = await valuesOf({ share }, [matrix('outputs', rows), matrix('targets', wanted)]);
  expect(values['share']![0]).toBe(0.25);
});
