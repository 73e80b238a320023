import { size } from '../../../graph/tensor.ts';
import { EngineError } from '../../../problem.ts';
import { bufferAt, type Bind } from './kernel.ts';

/** @throws EngineError `index` unless it is a whole number of 0 to count − 1. */
function checkedIndex(operation: string, index: number, count: number): number {
  if (Number.isInteger(index) && index >= 0 && index < count) return index;
  throw new EngineError(
    'index',
    `${operation}: index ${index} is none of the whole numbers 0 to ${count - 1}.`,
  );
}

/** Rows of a table. */
export const bindGather: Bind = (node, inputs, out) => {
  const [table, indices] = [bufferAt(inputs, 0), bufferAt(inputs, 1)];
  const rows = node.inputs[0]?.shape[0] ?? 1;
  const width = table.length / rows;
  return () => {
    for (let i = 0; i < indices.length; i++) {
      const row = checkedIndex('gather', indices[i]!, rows);
      out.set(table.subarray(row * width, (row + 1) * width), i * width);
    }
  };
};

/** Values summed into rows, in float64. */
export function bindScatter(rows: number): Bind {
  return (node, inputs, out) => {
    const [indices, values] = [bufferAt(inputs, 0), bufferAt(inputs, 1)];
    const width = size(node.shape.slice(1));
    const totals = new Float64Array(out.length);
    return () => {
      totals.fill(0);
      for (let i = 0; i < indices.length; i++) {
        const row = checkedIndex('scatter', indices[i]!, rows);
        for (let j = 0; j < width; j++) totals[row * width + j]! += values[i * width + j]!;
      }
      out.set(totals);
    };
  };
}

/** 1 where the position equals the index, else 0. */
export function bindOneHot(depth: number): Bind {
  return (_node, inputs, out) => {
    const indices = bufferAt(inputs, 0);
    return () => {
      out.fill(0);
      for (let i = 0; i < indices.length; i++) {
        const index = indices[i]!;
        if (Number.isInteger(index) && index >= 0 && index < depth) out[i * depth + index] = 1;
      }
    };
  };
}
