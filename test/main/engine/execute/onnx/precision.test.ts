import { expect, test } from 'vitest';
import { openExecutor } from '../../../../../main/engine/execute/executors.ts';
import { input, matmul, mul } from '../../../../../main/engine/graph/build.ts';

test('a factor that float32 does not hold stays exact beside a product of matrices', async () => {
  const [x, v] = [input('x', [7, 4]), input('v', [4, 2])];
  const result = matmul(x, mul(1 / 7, matmul(x, v)), { transposeA: true });
  const module = {
    variables: { x: x.shape, v: v.shape },
    programs: { product: { inputs: {}, outputs: { result }, updates: {} } },
  };
  const values = {
    x: Float64Array.from({ length: 28 }, (_, i) => Math.sin(i + 1)),
    v: Float64Array.from({ length: 8 }, (_, i) => Math.cos(3 * i)),
  };
  const at = (i: number, j: number): number => values.x[4 * i + j]!;
  const expected = Array.from({ length: 8 }, (_, place) => {
    const [row, column] = [Math.floor(place / 2), place % 2];
    let sum = 0;
    for (let i = 0; i < 7; i++)
      for (let j = 0; j < 4; j++) sum += (at(i, row) * at(i, j) * values.v[2 * j + column]!) / 7;
    return sum;
  });
  const executor = await openExecutor('onnx');
  const session = await executor.open(module, { precision: 'float64', threads: 1 });
  try {
    await session.write(values);
    const { result: found } = await session.run('product', {});
    found!.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-14));
  } finally {
    await session.release();
  }
});
