import { expect, test } from 'vitest';
import type { LinearTeacher } from '../../../../../app/experiment/data.ts';
import { linearTeacher } from '../../../../../main/engine/objective/data/linear-teacher.ts';

const settings: LinearTeacher = {
  kind: 'linear-teacher',
  points: 200,
  test: 0,
  dimension: 20,
  outputs: 1,
  sparsity: 'all',
  rank: 'full',
  noise: 0,
};

function teach(parts: Partial<LinearTeacher> = {}, seed = 6) {
  const set = linearTeacher({ ...settings, ...parts }, seed);
  const { inputs, outputs, train } = set;
  const row = (values: Float64Array, width: number, i: number): number[] => [
    ...values.subarray(i * width, (i + 1) * width),
  ];
  return {
    ...set,
    x: (i: number) => row(train.inputs, inputs, i),
    y: (i: number) => row(train.targets, outputs, i),
  };
}

test('a teacher of one input multiplies it by the same number everywhere', () => {
  const { x, y } = teach({ sparsity: 1 });
  const ratios = x(0).map((value) => y(0)[0]! / value);
  const read = ratios.filter((ratio, j) =>
    [1, 2, 3, 199].every((i) => Math.abs(y(i)[0]! - ratio * x(i)[j]!) < 1e-12),
  );
  expect(read).toHaveLength(1);
});

test('targets of a teacher of rank one are multiples of each other', () => {
  const { y, outputs } = teach({ outputs: 3, rank: 1 });
  expect(outputs).toBe(3);
  const [a, b, c] = y(0) as [number, number, number];
  for (const i of [1, 17, 199]) {
    expect(y(i)[1]! * a).toBeCloseTo(y(i)[0]! * b, 12);
    expect(y(i)[2]! * a).toBeCloseTo(y(i)[0]! * c, 12);
  }
  const [first, second] = [teach({ outputs: 2 }).y(0), teach({ outputs: 2 }).y(1)];
  expect(Math.abs(first[0]! * second[1]! - first[1]! * second[0]!)).toBeGreaterThan(1e-6);
});

test.each([
  { sparsity: 'all', rank: 'full' },
  { sparsity: 30, rank: 2 },
] as const)('inputs and targets have variance one over teachers: %j', (parts) => {
  const outputs = 40;
  const squares = Array.from({ length: 60 }, (_, seed) => {
    const { targets } = teach({ ...parts, dimension: 40, outputs, points: 5 }, seed).train;
    return targets.reduce((sum, y) => sum + y * y, 0) / targets.length;
  });
  const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  expect(Math.abs(mean - 1)).toBeLessThan(0.25);
  const { inputs } = teach().train;
  const variance = inputs.reduce((sum, x) => sum + x * x, 0) / inputs.length;
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / inputs.length));
});

test('noise is added to the targets alone', () => {
  const [clean, noisy] = [teach(), teach({ noise: 0.5 })];
  expect(noisy.train.inputs).toEqual(clean.train.inputs);
  const errors = [...noisy.train.targets].map((y, i) => y - clean.train.targets[i]!);
  const square = errors.reduce((sum, error) => sum + error * error, 0) / errors.length;
  expect(Math.abs(square / 0.25 - 1)).toBeLessThan(4 * Math.sqrt(2 / errors.length));
});

test('test examples are of the same teacher and change no training example', () => {
  const [alone, tested] = [teach({ sparsity: 1 }), teach({ sparsity: 1, test: 50 })];
  expect(tested.train).toEqual(alone.train);
  expect(alone.test).toBeNull();
  expect(tested.test?.count).toBe(50);
  expect(tested.test!.inputs.subarray(0, 20)).not.toEqual(alone.train.inputs.subarray(0, 20));
  const ratio = (inputs: Float64Array, targets: Float64Array) =>
    [...inputs.subarray(0, 20)].map((x) => targets[0]! / x);
  const known = ratio(alone.train.inputs, alone.train.targets);
  const held = ratio(tested.test!.inputs, tested.test!.targets);
  expect(known.filter((value, j) => Math.abs(value - held[j]!) < 1e-12)).toHaveLength(1);
});

test('seeds decide', () => {
  expect(teach().train).toEqual(teach().train);
  expect(teach({}, 7).train.targets).not.toEqual(teach().train.targets);
});
