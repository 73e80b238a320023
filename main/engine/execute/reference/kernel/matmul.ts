import { size } from '../../../graph/tensor.ts';
import type { FloatArray } from '../float-array.ts';
import { bufferAt, type Bind } from './kernel.ts';

/** Product of the last two axes for every leading index; sums in float64 whatever the precision of the buffers. */
export function bindMatmul(transposeA: boolean, transposeB: boolean): Bind {
  return (node, inputs, out) => {
    const [a, b] = [bufferAt(inputs, 0), bufferAt(inputs, 1)];
    const [rows = 1, columns = 1] = node.shape.slice(-2);
    const inner = node.inputs[0]?.shape.at(transposeA ? -2 : -1) ?? 1;
    const batch = size(node.shape.slice(0, -2));
    const [aRow, aInner] = transposeA ? [1, rows] : [inner, 1];
    const straight = transposeB ? new Float64Array(inner * columns) : null;
    const total = new Float64Array(columns);
    return () => {
      for (let m = 0; m < batch; m++) {
        const right = straight ?? b;
        const bBegin = straight ? 0 : m * inner * columns;
        if (straight) transposeInto(straight, b, m * inner * columns, inner, columns);
        for (let row = 0; row < rows; row++) {
          const aBegin = m * rows * inner + row * aRow;
          addProducts(total, a, aBegin, aInner, right, bBegin, inner, columns);
          out.set(total, (m * rows + row) * columns);
        }
      }
    };
  };
}

/** total = Σ a[k]·b[k, :], four rows of b at a time so that `total` is read and written less often. */
function addProducts(
  total: Float64Array,
  a: FloatArray,
  aBegin: number,
  aStep: number,
  b: FloatArray,
  bBegin: number,
  inner: number,
  columns: number,
): void {
  total.fill(0);
  let k = 0;
  for (; k + 3 < inner; k += 4) {
    const [at, first] = [aBegin + k * aStep, bBegin + k * columns];
    const [x0, x1, x2, x3] = [a[at]!, a[at + aStep]!, a[at + 2 * aStep]!, a[at + 3 * aStep]!];
    const [second, third, fourth] = [first + columns, first + 2 * columns, first + 3 * columns];
    for (let j = 0; j < columns; j++)
      total[j]! += x0 * b[first + j]! + x1 * b[second + j]! + x2 * b[third + j]! + x3 * b[fourth + j]!;
  }
  for (; k < inner; k++) {
    const [x, first] = [a[aBegin + k * aStep]!, bBegin + k * columns];
    for (let j = 0; j < columns; j++) total[j]! += x * b[first + j]!;
  }
}

/** Writes b [columns, inner] from `begin` as [inner, columns]. */
function transposeInto(
  out: Float64Array,
  b: FloatArray,
  begin: number,
  inner: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++)
    for (let k = 0; k < inner; k++) out[k * columns + j] = b[begin + j * inner + k]!;
}
