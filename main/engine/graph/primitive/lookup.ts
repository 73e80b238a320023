import { refuse, sameShape } from '../shape.ts';
import type { Tensor } from '../tensor.ts';
import { node } from './leaf.ts';

/** Rows of a table [rows, …] at `indices` (whole numbers of 0 to rows − 1, any shape): [indices…, …]. */
export function gather(table: Tensor, indices: Tensor): Tensor {
  if (table.shape.length === 0) refuse('gather', [table, indices], 'a table of at least one axis');
  return node({ op: 'gather' }, [table, indices], [...indices.shape, ...table.shape.slice(1)]);
}

/** Adjoint of gather: sums `values` [indices…, …] into the rows of a table of `rows` rows. */
export function scatter(indices: Tensor, values: Tensor, rows: number): Tensor {
  const rank = indices.shape.length;
  if (!sameShape(values.shape.slice(0, rank), indices.shape))
    refuse('scatter', [indices, values], "values whose shape begins with the indices' shape");
  if (!Number.isSafeInteger(rows) || rows < 1)
    refuse('scatter', [indices, values], `at least one row, not ${rows}`);
  return node({ op: 'scatter', rows }, [indices, values], [rows, ...values.shape.slice(rank)]);
}

/** 1 where the position along a new last axis of `depth` equals the index, else 0. */
export function oneHot(indices: Tensor, depth: number): Tensor {
  if (!Number.isSafeInteger(depth) || depth < 1)
    refuse('one-hot', [indices], `a depth of at least 1, not ${depth}`);
  return node({ op: 'one-hot', depth }, [indices], [...indices.shape, depth]);
}
