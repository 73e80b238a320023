import {
  size,
  type BinaryName,
  type Operation,
  type Shape,
  type Tensor,
  type UnaryName,
} from './tensor.ts';

/** A tensor, or a number that stands for a scalar constant. */
export type Operand = Tensor | number;

const node = (operation: Operation, inputs: readonly Tensor[], shape: Shape): Tensor => ({
  operation,
  inputs,
  shape,
});

const tensor = (operand: Operand): Tensor => (typeof operand === 'number' ? constant(operand) : operand);

function refuse(operation: string, operands: readonly Tensor[], expected: string): never {
  const shapes = operands.map(({ shape }) => `[${shape.join(', ')}]`).join(' and ');
  throw new TypeError(`${operation} of ${shapes}: ${expected}`);
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dimension, i) => dimension === b[i]);
}

/** The shape that both broadcast to by NumPy's rule, or null. */
export function broadcastShape(a: Shape, b: Shape): Shape | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

/** A value fed by name: a program's input or a module's variable. */
export function input(name: string, shape: Shape): Tensor {
  return node({ op: 'input', name }, [], shape);
}

/** Row-major values of a shape, or one number for all elements. */
export function constant(values: number | ArrayLike<number>, shape: Shape = []): Tensor {
  const array = typeof values === 'number' ? Float64Array.of(values) : Float64Array.from(values);
  const result = node({ op: 'constant', values: array }, [], shape);
  if (array.length !== 1 && array.length !== size(shape))
    refuse('constant', [result], `${size(shape)} values expected, got ${array.length}`);
  return result;
}

function binary(op: BinaryName) {
  return (left: Operand, right: Operand): Tensor => {
    const [a, b] = [tensor(left), tensor(right)];
    const shape = broadcastShape(a.shape, b.shape) ?? refuse(op, [a, b], 'shapes that broadcast expected');
    return node({ op }, [a, b], shape);
  };
}

export const add = binary('add');
export const sub = binary('sub');
export const mul = binary('mul');
export const div = binary('div');

function unary(op: UnaryName) {
  return (a: Tensor): Tensor => node({ op }, [a], a.shape);
}

export const neg = unary('neg');
export const exp = unary('exp');
export const log = unary('log');
export const sqrt = unary('sqrt');
export const tanh = unary('tanh');
export const sigmoid = unary('sigmoid');
/** log(1 + eˣ). */
export const softplus = unary('softplus');
export const sin = unary('sin');
export const cos = unary('cos');
export const abs = unary('abs');
export const sign = unary('sign');
/** 1 where x > 0, else 0. */
export const step = unary('step');

/** x^exponent, elementwise. */
export function power(a: Tensor, exponent: number): Tensor {
  return node({ op: 'power', exponent }, [a], a.shape);
}

/** a where condition > 0, else b; shapes broadcast. */
export function select(condition: Operand, whenPositive: Operand, otherwise: Operand): Tensor {
  const all = [tensor(condition), tensor(whenPositive), tensor(otherwise)];
  const shape = all.reduce<Shape>(
    (joint, { shape: other }) => broadcastShape(joint, other) ?? refuse('select', all, 'shapes that broadcast expected'),
    [],
  );
  return node({ op: 'select' }, all.map((operand) => broadcast(operand, shape)), shape);
}

/** Product of the last two axes, batched over equal leading axes. */
export function matmul(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: { transposeA?: boolean; transposeB?: boolean } = {},
): Tensor {
  const rank = a.shape.length;
  const batch = a.shape.slice(0, -2);
  const [rows, inner] = ends(a.shape, transposeA);
  const [other, columns] = ends(b.shape, transposeB);
  if (rank < 2 || b.shape.length !== rank || !sameShape(batch, b.shape.slice(0, -2)) || inner !== other)
    refuse(`matmul${transposeA ? ' (a transposed)' : ''}${transposeB ? ' (b transposed)' : ''}`, [a, b], 'equal leading axes and one inner dimension expected');
  return node({ op: 'matmul', transposeA, transposeB }, [a, b], [...batch, rows!, columns!]);
}

function ends(shape: Shape, transposed: boolean): [number | undefined, number | undefined] {
  const [rows, columns] = shape.slice(-2);
  return transposed ? [columns, rows] : [rows, columns];
}

const allAxes = (a: Tensor): number[] => a.shape.map((_, axis) => axis);

function checkedAxes(operation: string, a: Tensor, axes: readonly number[]): number[] {
  const sorted = [...axes].sort((x, y) => x - y);
  const valid = sorted.every((axis, i) => Number.isInteger(axis) && axis >= 0 && axis < a.shape.length && axis !== sorted[i - 1]);
  if (!valid) refuse(operation, [a], `different axes of it expected, got [${axes.join(', ')}]`);
  return sorted;
}

/** Sum over axes, all by default; the axes are kept as 1 if `keep`. */
export function sum(a: Tensor, axes: readonly number[] = allAxes(a), keep = false): Tensor {
  const sorted = checkedAxes('sum', a, axes);
  if (sorted.length === 0) return a;
  const shape = keep
    ? a.shape.map((dimension, axis) => (sorted.includes(axis) ? 1 : dimension))
    : a.shape.filter((_, axis) => !sorted.includes(axis));
  return node({ op: 'sum', axes: sorted, keep }, [a], shape);
}

/** Maximum over axes, kept as 1. Its derivative is taken as zero: only for shifts that cancel. */
export function maximum(a: Tensor, axes: readonly number[]): Tensor {
  const sorted = checkedAxes('maximum', a, axes);
  const shape = a.shape.map((dimension, axis) => (sorted.includes(axis) ? 1 : dimension));
  return node({ op: 'maximum', axes: sorted }, [a], shape);
}

export function broadcast(a: Tensor, shape: Shape): Tensor {
  if (sameShape(a.shape, shape)) return a;
  const joint = broadcastShape(a.shape, shape);
  if (!joint || !sameShape(joint, shape)) refuse('broadcast', [a], `a shape that broadcasts to [${shape.join(', ')}] expected`);
  return node({ op: 'broadcast' }, [a], shape);
}

export function reshape(a: Tensor, shape: Shape): Tensor {
  if (sameShape(a.shape, shape)) return a;
  if (size(shape) !== size(a.shape)) refuse('reshape', [a], `${size(a.shape)} elements expected, [${shape.join(', ')}] has ${size(shape)}`);
  return node({ op: 'reshape' }, [a], shape);
}

/** Axes in another order; by default the last two swapped. */
export function transpose(a: Tensor, permutation?: readonly number[]): Tensor {
  const rank = a.shape.length;
  const axes = permutation ?? [...allAxes(a).slice(0, -2), rank - 1, rank - 2];
  if (axes.length !== rank || !sameShape([...axes].sort((x, y) => x - y), allAxes(a)))
    refuse('transpose', [a], `a permutation of its axes expected, got [${axes.join(', ')}]`);
  return node({ op: 'transpose', permutation: axes }, [a], axes.map((axis) => a.shape[axis]!));
}

/** The block of a shape that begins at `begin`. */
export function slice(a: Tensor, begin: readonly number[], shape: Shape): Tensor {
  const fits =
    begin.length === a.shape.length &&
    shape.length === a.shape.length &&
    a.shape.every((dimension, i) => begin[i]! >= 0 && begin[i]! + shape[i]! <= dimension);
  if (!fits) refuse('slice', [a], `a block inside it expected, got [${shape.join(', ')}] from [${begin.join(', ')}]`);
  return sameShape(a.shape, shape) ? a : node({ op: 'slice', begin }, [a], shape);
}

/** Zeros before and after each axis. */
export function pad(a: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  const valid = [before, after].every((counts) => counts.length === a.shape.length && counts.every((count) => count >= 0));
  if (!valid) refuse('pad', [a], 'one count of zeros or more an axis expected');
  const shape = a.shape.map((dimension, axis) => dimension + before[axis]! + after[axis]!);
  return sameShape(a.shape, shape) ? a : node({ op: 'pad', before, after }, [a], shape);
}

export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  const [first] = tensors;
  if (!first) throw new TypeError('concat of nothing: at least one tensor expected');
  const fits = tensors.every(
    ({ shape }) => shape.length === first.shape.length && shape.every((dimension, i) => i === axis || dimension === first.shape[i]),
  );
  if (!fits || axis < 0 || axis >= first.shape.length) refuse('concat', tensors, `equal shapes but for axis ${axis} expected`);
  if (tensors.length === 1) return first;
  const total = tensors.reduce((count, { shape }) => count + shape[axis]!, 0);
  return node({ op: 'concat', axis }, tensors, first.shape.map((dimension, i) => (i === axis ? total : dimension)));
}

/** Rows of a table [rows, …] at indices (whole numbers, any shape). */
export function gather(table: Tensor, indices: Tensor): Tensor {
  if (table.shape.length === 0) refuse('gather', [table, indices], 'a table of at least one axis expected');
  return node({ op: 'gather' }, [table, indices], [...indices.shape, ...table.shape.slice(1)]);
}

/** Adjoint of gather: values [indices…, …] summed into `rows` rows. */
export function scatter(indices: Tensor, values: Tensor, rows: number): Tensor {
  const rank = indices.shape.length;
  if (!sameShape(values.shape.slice(0, rank), indices.shape)) refuse('scatter', [indices, values], 'values of the shape of the indices and more expected');
  return node({ op: 'scatter', rows }, [indices, values], [rows, ...values.shape.slice(rank)]);
}

/** 1 at the index of a new last axis of `depth`, 0 elsewhere. */
export function oneHot(indices: Tensor, depth: number): Tensor {
  return node({ op: 'one-hot', depth }, [indices], [...indices.shape, depth]);
}

/** Sum of the elementwise product. */
export function dot(a: Tensor, b: Tensor): Tensor {
  return sum(mul(a, b));
}

/** √(sum of squares). */
export function norm(a: Tensor): Tensor {
  return sqrt(dot(a, a));
}
