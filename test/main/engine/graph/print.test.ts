import { expect, test } from 'vitest';
import {
  accumulate,
  add,
  averagePool,
  concat,
  constant,
  convolution,
  input,
  matmul,
  mul,
  neg,
  norm,
  power,
  select,
  slice,
  sub,
  sum,
  tanh,
} from '../../../../main/engine/graph/build.ts';
import { print } from '../../../../main/engine/graph/print.ts';

test('a program prints line by line, with what is fed and kept', () => {
  const x = input('x', [20, 1]);
  const w = input('w', [50, 1]);
  const h = tanh(matmul(x, w, { transposeB: true }));
  const noise = input('noise', [50, 1]);
  const text = print({
    inputs: { x: [20, 1] },
    rows: { noise: [50, 1] },
    outputs: { loss: mul(0.5, sum(power(h, 2), [1, 0])) },
    updates: {
      w: add(sub(w, neg(noise)), constant([1, 2, 3, 4, 5, 6, 7, ...Array<number>(43).fill(0)], [50, 1])),
    },
  });
  expect(text).toBe(
    [
      'input x : [20, 1]',
      'variable w : [50, 1]',
      'row noise : [50, 1]',
      't1 = matmul(x, wᵀ) : [20, 50]',
      't2 = tanh(t1) : [20, 50]',
      't3 = t2^2 : [20, 50]',
      't4 = sum(t3, [0, 1]) : []',
      't5 = 0.5 * t4 : []',
      't6 = -noise : [50, 1]',
      't7 = w - t6 : [50, 1]',
      't8 = constant(1, 2, 3, 4, 5, 6, …) : [50, 1]',
      't9 = t7 + t8 : [50, 1]',
      'output loss = t5',
      'update w = t9',
    ].join('\n'),
  );
});

test('what is written where it is used has no line', () => {
  const v = input('v', [4]);
  const text = print({
    inputs: { v: [4] },
    outputs: { r: concat([slice(v, [1], [2]), select(v, v, 0)], 0), n: norm(v) },
    updates: {},
  });
  expect(text.split('\n').slice(1)).toEqual([
    't1 = slice(v, from [1]) : [2]',
    't2 = broadcast(0) : [4]',
    't3 = select(v > 0, v, t2) : [4]',
    't4 = concat(t1, t3, axis 0) : [6]',
    't5 = v * v : [4]',
    't6 = sum(t5, [0]) : []',
    't7 = sqrt(t6) : []',
    'output r = t4',
    'output n = t7',
  ]);
});

test('a convolution prints how its window moves', () => {
  const x = input('x', [1, 4, 4, 1]);
  const w = input('w', [3, 3, 1, 2]);
  const y = convolution(x, w, { stride: 1, before: [0, 1], after: [1, 2] });
  const text = print({ inputs: { x: [1, 4, 4, 1] }, outputs: { pooled: averagePool(y, 2) }, updates: {} });
  expect(text.split('\n').slice(2)).toEqual([
    't1 = convolution(x, w, stride 1, [0, 1] before, [1, 2] after) : [1, 3, 5, 2]',
    't2 = average-pool(t1, 2) : [1, 1, 2, 2]',
    'output pooled = t2',
  ]);
});

test('an accumulation prints with its body under it', () => {
  const [x, w] = [input('x', [4, 3]), input('w', [3])];
  const total = accumulate([x], [w], ([row], [shared]) => sum(tanh(mul(row!, shared!))));
  const text = print({ inputs: { x: [4, 3] }, outputs: { total: mul(2, total) }, updates: {} });
  expect(text.split('\n')).toEqual([
    'input x : [4, 3]',
    'variable w : [3]',
    't1 = accumulate(4 slices of x; w) : []',
    '  given #0 : [3]',
    '  given #1 : [3]',
    '  t1.1 = #0 * #1 : [3]',
    '  t1.2 = tanh(t1.1) : [3]',
    '  t1.3 = sum(t1.2, [0]) : []',
    '  adds t1.3',
    't2 = 2 * t1 : []',
    'output total = t2',
  ]);
});
