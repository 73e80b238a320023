import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import { distance } from '../graph/evaluate.ts';
import { direction, networkModule, start } from '../graph/network.ts';
import { backends } from './engines.ts';

type Numbers = Readonly<
  Record<'gradient' | 'hessianVector' | 'thirdDerivative' | 'afterSam', readonly number[]>
> & { readonly loss: number };

/** By JAX in float64: test/reference/tanh_network.py. */
const byJax = JSON.parse(
  readFileSync(new URL('../../../reference/tanh_network.json', import.meta.url), 'utf8'),
) as Readonly<Record<'squared' | 'crossEntropy', Numbers>>;

const engines = backends.flatMap((backend) => [
  { backend, precision: 'float64', bound: 1e-13 } as const,
  { backend, precision: 'float32', bound: 1e-5 } as const,
]);
const losses = ['squared', 'crossEntropy'] as const;

for (const { backend, precision, bound } of engines)
  test.each(losses)(
    `derivatives to the third order and ten steps of SAM are JAX's (${backend} ${precision}, %s)`,
    async (loss) => {
      const executor = await openExecutor(backend);
      const session = await executor.open(networkModule(loss), { precision, threads: 1 });
      try {
        await session.write({ w: start, v: direction });
        const found = await session.run('derivatives', {});
        const expected = byJax[loss];
        expect(distance(found['loss']!, [expected.loss])).toBeLessThan(bound);
        expect(distance(found['gradient']!, expected.gradient)).toBeLessThan(bound);
        expect(distance(found['hessianVector']!, expected.hessianVector)).toBeLessThan(bound);
        expect(distance(found['thirdDerivative']!, expected.thirdDerivative)).toBeLessThan(bound);
        await session.iterate('sam', 10, {});
        const { w } = await session.read(['w']);
        expect(distance(w!, expected.afterSam)).toBeLessThan(bound);
      } finally {
        await session.release();
      }
    },
  );
