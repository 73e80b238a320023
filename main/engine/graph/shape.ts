import { EngineError } from '../problem.ts';
import type { Shape, Tensor } from './tensor.ts';

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

/** `shape` with `axes` as 1. */
export function keptShape(shape: Shape, axes: readonly number[]): Shape {
  return shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
}

/** `[20, 50]`. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** Dimension of an axis; @throws EngineError if there is no such axis. */
export function dimension(shape: Shape, axis: number): number {
  const found = shape[axis];
  if (found === undefined) throw new EngineError('shape', `A shape ${shapeText(shape)} has no axis ${axis}.`);
  return found;
}

/** Refuses to build an operation. @throws EngineError `shape`, naming the operation, the shapes and what it takes. */
export function refuse(operation: string, operands: readonly Tensor[], takes: string): never {
  const shapes = operands.map(({ shape }) => shapeText(shape)).join(' and ');
  throw new EngineError('shape', `${operation} of ${shapes || 'nothing'}: it takes ${takes}.`);
}
