import { createHash } from 'node:crypto';
import { inOrder } from '../graph/order.ts';
import type { Module } from '../graph/program.ts';
import type { Tensor } from '../graph/tensor.ts';

/**
 * SHA-256, in hex, of what decides the speed of a module: its operations and shapes, not the values of its constants. Runs that differ in step
 * size or seed share it.
 */
export function shapeHash({ variables, programs }: Module): string {
  const parts = Object.entries(programs).map(([name, { inputs, rows, alone, outputs, updates }]) => ({
    ...{ name, inputs, rows, alone },
    ...{ outputs: Object.keys(outputs), updates: Object.keys(updates) },
    nodes: nodesOf([...Object.values(outputs), ...Object.values(updates)]),
  }));
  return createHash('sha256').update(JSON.stringify({ variables, parts })).digest('hex');
}

/** Every node that some results depend on as a line; inputs by their numbers. */
function nodesOf(results: readonly Tensor[]): string[] {
  const numbers = new Map<Tensor, number>();
  const lines = inOrder(results).map((tensor, number) => {
    numbers.set(tensor, number);
    const { operation, inputs, shape } = tensor;
    return JSON.stringify([operation, inputs.map((input) => numbers.get(input)), shape], withoutValues);
  });
  return [...lines, JSON.stringify(results.map((tensor) => numbers.get(tensor)))];
}

/** Constants by their number of values, programs inside an operation by their own nodes. */
function withoutValues(_key: string, value: unknown): unknown {
  if (value instanceof Float64Array) return value.length;
  return isTensor(value) ? nodesOf([value]) : value;
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'operation' in value && 'inputs' in value;
}
