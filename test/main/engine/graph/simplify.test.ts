import { expect, test } from 'vitest';
import * as build from '../../../../main/engine/graph/build.ts';
import {
  accumulate,
  add,
  broadcast,
  concat,
  constant,
  div,
  exp,
  input,
  matmul,
  mul,
  neg,
  power,
  reshape,
  slice,
  sub,
  sum,
  transpose,
} from '../../../../main/engine/graph/build.ts';
import { inOrder } from '../../../../main/engine/graph/order.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { simplify, simplifyProgram } from '../../../../main/engine/graph/simplify.ts';
import type { Tensor } from '../../../../main/engine/graph/tensor.ts';

const x = input('x', [2, 3]);
const y = input('y', [2, 3]);
const v = input('v', [6]);

/** What a tensor is computed by, in order, leaves left out. */
function operations(...tensors: Tensor[]): string[] {
  return inOrder(simplify(tensors)).flatMap(({ operation, inputs }) =>
    inputs.length > 0 ? [operation.op] : [],
  );
}

test.each([
  ['x + 0', add(x, 0)],
  ['0 + x', add(0, x)],
  ['x − 0', sub(x, 0)],
  ['1 · x', mul(constant(1, [2, 3]), x)],
  ['x / 1', div(x, broadcast(constant(1), [2, 3]))],
  ['x¹', power(x, 1)],
  ['−(−x)', neg(neg(x))],
  ['xᵀᵀ', transpose(transpose(x))],
  ['x in another shape and back', reshape(reshape(reshape(x, [6]), [3, 2]), [2, 3])],
  ['neighbouring slices side by side', concat([slice(x, [0, 0], [2, 1]), slice(x, [0, 1], [2, 2])], 1)],
  ['a part of parts', slice(concat([y, x, y], 0), [2, 0], [2, 3])],
  ['a factor that constants make 1', mul(x, sub(constant(3), 2))],
])('%s is x', (_what, tensor) => {
  expect(simplify([tensor])).toEqual([x]);
});

test.each([
  ['equal expressions are computed once', [exp(add(x, y)), exp(add(y, x))], ['add', 'exp']],
  ['x − y and y − x are not equal', [sub(x, y), sub(y, x)], ['sub', 'sub']],
  ['a product takes transposes itself', [matmul(transpose(x), y)], ['matmul']],
  ['arithmetic repeats by itself', [add(x, broadcast(constant([1, 2, 3], [3]), [2, 3]))], ['add']],
  [
    'a repetition that gives the shape stays',
    [add(broadcast(input('r', [3]), [2, 3]), 1)],
    ['broadcast', 'add'],
  ],
  ['adding the negative is subtracting', [add(x, neg(y))], ['sub']],
  ['adding a product with a negative is subtracting', [add(x, mul(neg(y), x))], ['mul', 'sub']],
  ['subtracting it is adding', [sub(x, mul(x, neg(y)))], ['mul', 'add']],
  ['the sign of a part stays with it', [add(x, mul(neg(input('r', [3])), x))], ['neg', 'mul', 'add']],
  ['a column turned is a row reshaped', [transpose(input('c', [4, 1]))], ['reshape']],
  ['a slice of a slice is one', [slice(slice(v, [1], [4]), [2], [2])], ['slice']],
  ['a sum over axes of 1 is a reshape', [sum(input('c', [4, 1]), [1])], ['reshape']],
  ['constants are computed', [mul(x, exp(add(constant([1, 2, 3], [3]), 1)))], ['mul']],
])('%s', (_what, tensors, expected) => {
  expect(operations(...tensors)).toEqual(expected);
});

test('0 · x stays: it is not zero where x is infinite', () => {
  expect(operations(mul(x, 0))).toEqual(['mul']);
  expect(operations(sub(x, x))).toEqual(['sub']);
});

test('constants are folded to their float64 values', () => {
  const [folded] = simplify([build.tanh(div(constant([1, 2], [2]), constant([4, 5], [2])))]);
  expect(folded!.operation).toEqual({
    op: 'constant',
    values: Float64Array.of(Math.tanh(0.25), Math.tanh(0.4)),
  });
});

test('constants that differ in the sign of zero are not the same', () => {
  expect(simplify([div(1, constant(0)), div(1, constant(-0))]).map(({ operation }) => operation)).toEqual([
    { op: 'constant', values: Float64Array.of(Infinity) },
    { op: 'constant', values: Float64Array.of(-Infinity) },
  ]);
});

test('outputs and updates of a program share what they have in common, and nothing else is left', () => {
  const program = simplifyProgram({
    inputs: { x: [2, 3] },
    outputs: { a: exp(x) },
    updates: { y: add(exp(mul(x, 1)), y) },
  });
  expect(program.updates['y']!.inputs[0]).toBe(program.outputs['a']);
  expect(inOrder([program.outputs['a']!, program.updates['y']!])).toHaveLength(4);
});

/** The accumulations among what some tensors are computed by: what each is given, and the operations of its body. */
function accumulations(...tensors: Tensor[]) {
  return inOrder(simplify(tensors)).flatMap(({ operation, inputs }) =>
    operation.op === 'accumulate' ? [{ inputs, body: operations(operation.body) }] : [],
  );
}

test('an accumulation is given what its body uses, once, and numbers stand in the body', () => {
  const rows = accumulate([x, y, x], [v, constant(2), constant([1, 2], [2])], ([p, , q], [, two, pair]) =>
    mul(add(p!, mul(q!, two!)), sum(pair!)),
  );
  expect(accumulations(rows)).toEqual([
    { inputs: [x, expect.objectContaining({ shape: [2] })], body: ['mul', 'add', 'sum', 'mul'] },
  ]);
});

test('equal accumulations are one, whatever else they were given', () => {
  const one = accumulate([x], [], ([row]) => exp(add(row!, row!)));
  const other = accumulate([y, x], [v], ([, row]) => exp(mul(add(row!, row!), 1)));
  const different = accumulate([x], [], ([row]) => exp(row!));
  expect(accumulations(one, other)).toHaveLength(1);
  expect(accumulations(one, different)).toHaveLength(2);
});

test('an accumulation of zeros is zero, and of one slice is its body', () => {
  expect(operations(accumulate([x], [v], () => mul(constant(0), sub(constant(1), 1))))).toEqual([]);
  expect(operations(accumulate([input('r', [1, 3])], [], ([row]) => exp(row!)))).toEqual(['reshape', 'exp']);
});

test('the gradient by several tensors is one accumulation, and joined again is what it gives', () => {
  const [a, b] = [slice(v, [0], [3]), slice(v, [3], [3])];
  const loss = accumulate([x], [a, b], ([row], [p, q]) => sum(exp(mul(add(row!, p!), q!))));
  const found = accumulations(concat(reverse(loss, [a, b]), 0));
  expect(found).toHaveLength(1);
  expect(operations(concat(reverse(loss, [a, b]), 0)).at(-1)).toBe('accumulate');
  expect(operations(...reverse(loss, [x]))).toContain('accumulate');
});
