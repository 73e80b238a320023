import * as build from '../../../../../main/engine/graph/build.ts';
import type { Shape } from '../../../../../main/engine/graph/tensor.ts';
import { list, type PrimitiveCase } from './primitive-case.ts';

function unary(
  name:
    | 'neg'
    | 'exp'
    | 'log'
    | 'sqrt'
    | 'tanh'
    | 'sigmoid'
    | 'softplus'
    | 'sin'
    | 'cos'
    | 'abs'
    | 'sign'
    | 'step',
  f: (x: number) => number,
  between?: readonly [number, number],
): PrimitiveCase {
  return {
    name,
    shapes: [[2, 3]],
    build: (x) => build[name](x),
    compute: (x) => [...x].map(f),
    ...(between ? { between } : {}),
  };
}

function binary(name: 'add' | 'sub' | 'mul' | 'div', f: (a: number, b: number) => number): PrimitiveCase[] {
  const two = (a: Shape, b: Shape, at: (i: number) => [number, number], count: number): PrimitiveCase => ({
    name: `${name} of [${a.join(', ')}] and [${b.join(', ')}]`,
    shapes: [a, b],
    between: [0.4, 2],
    build: (x, y) => build[name](x, y),
    compute: (x, y) => list(count, (i) => f(x[at(i)[0]]!, y[at(i)[1]]!)),
  });
  return [
    two([2, 3], [2, 3], (i) => [i, i], 6),
    two([2, 3], [3], (i) => [i, i % 3], 6),
    two([], [2, 3], (i) => [0, i], 6),
    two([2, 1], [1, 3], (i) => [Math.floor(i / 3), i % 3], 6),
    two([2, 1, 2], [3, 1], (i) => [2 * Math.floor(i / 6) + (i % 2), Math.floor(i / 2) % 3], 12),
  ];
}

function power(exponent: number): PrimitiveCase {
  return {
    name: `power ${exponent}`,
    shapes: [[2, 3]],
    between: Number.isInteger(exponent) && exponent >= 0 ? [-1.2, 1.2] : [0.3, 1.7],
    build: (x) => build.power(x, exponent),
    compute: (x) => [...x].map((value) => (exponent === 0 ? 1 : Math.pow(value, exponent))),
  };
}

/** Functions and arithmetic, element by element. */
export const elementwiseCases: readonly PrimitiveCase[] = [
  unary('neg', (x) => -x),
  unary('exp', (x) => Math.exp(x)),
  unary('log', (x) => Math.log(x), [0.3, 2]),
  unary('sqrt', (x) => Math.sqrt(x), [0.3, 2]),
  unary('tanh', (x) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1)),
  unary('sigmoid', (x) => Math.exp(x) / (1 + Math.exp(x))),
  unary('softplus', (x) => Math.log(1 + Math.exp(x))),
  unary('sin', (x) => Math.sin(x)),
  unary('cos', (x) => Math.cos(x)),
  { ...unary('abs', (x) => (x < 0 ? -x : x)), values: [[-1.5, -0.5, 0.5, 1, 2, -3]] },
  { ...unary('sign', (x) => (x < 0 ? -1 : 1)), values: [[-1.5, -0.5, 0.5, 1, 2, -3]] },
  { ...unary('step', (x) => (x > 0 ? 1 : 0)), values: [[-1.5, -0.5, 0.5, 1, 2, -3]] },
  ...[0, 1, 2, 3, 5, -1, -2, 0.5, 2.5].map(power),
  ...binary('add', (a, b) => a + b),
  ...binary('sub', (a, b) => a - b),
  ...binary('mul', (a, b) => a * b),
  ...binary('div', (a, b) => a / b),
  {
    name: 'the slope of tanh at its value',
    shapes: [
      [2, 3],
      [2, 3],
    ],
    build: (d, v) => build.mul(d, build.sub(1, build.power(v, 2))),
    compute: (d, v) => list(6, (i) => d[i]! * (1 - v[i]! ** 2)),
  },
  {
    name: 'the slope of tanh, the same for several',
    shapes: [[2, 3], [3]],
    build: (d, v) => build.mul(build.sub(1, build.power(v, 2)), d),
    compute: (d, v) => list(6, (i) => d[i]! * (1 - v[i % 3]! ** 2)),
  },
  {
    name: 'select',
    shapes: [[2, 3], [3], []],
    values: [[-1, 0, 2, 0.5, -0.1, 3], null, null],
    still: [0],
    build: (c, a, b) => build.select(c, a, b),
    compute: (c, a, b) => list(6, (i) => (c[i]! > 0 ? a[i % 3]! : b[0]!)),
  },
  {
    name: 'select of the condition itself, as relu',
    shapes: [[5]],
    values: [[-2, -0.3, 0.3, 1, 4]],
    build: (x) => build.select(x, x, 0),
    compute: (x) => [...x].map((value) => Math.max(value, 0)),
  },
];
