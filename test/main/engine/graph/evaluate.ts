import { reference } from '../../../../main/engine/execute/reference/executor.ts';
import type { Executor, SessionOptions } from '../../../../main/engine/execute/executor.ts';
import { inOrder } from '../../../../main/engine/graph/order.ts';
import { size, type Shape, type Tensor } from '../../../../main/engine/graph/tensor.ts';

export const float64: SessionOptions = { precision: 'float64', threads: 1 };

/** The values of some tensors at the values of their inputs. */
export async function evaluate(
  tensors: readonly Tensor[],
  values: Readonly<Record<string, ArrayLike<number>>>,
  executor: Executor = reference,
  options = float64,
): Promise<number[][]> {
  const inputs: Record<string, Shape> = {};
  for (const { operation, shape } of inOrder(tensors))
    if (operation.op === 'input') inputs[operation.name] = shape;
  const outputs = Object.fromEntries(tensors.map((tensor, i) => [`output${i}`, tensor]));
  const session = await executor.open(
    { variables: {}, programs: { all: { inputs, outputs, updates: {} } } },
    options,
  );
  try {
    const fed = Object.keys(inputs).map((name) => [name, Float64Array.from(values[name]!)]);
    const results = await session.run('all', Object.fromEntries(fed) as Record<string, Float64Array>);
    return tensors.map((_, i) => [...results[`output${i}`]!]);
  } finally {
    await session.release();
  }
}

/** Numbers that look random and are the same every time: between `low` and `high`. */
export function scattered(shape: Shape, seed: number, low = -1.2, high = 1.2): Float64Array {
  return Float64Array.from({ length: size(shape) }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return low + (high - low) * (x - Math.floor(x));
  });
}

/** The largest |a − b| / max(1, |b|) of two lists; infinite where their lengths or their NaNs differ. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (Object.is(x, y)) continue;
    const apart = Math.abs(x - y) / Math.max(1, Math.abs(y));
    largest = Number.isNaN(apart) ? Infinity : Math.max(largest, apart);
  }
  return largest;
}
