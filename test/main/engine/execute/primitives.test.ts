import { expect, test } from 'vitest';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import { input } from '../../../../main/engine/graph/build.ts';
import { distance, evaluate, scattered } from '../graph/evaluate.ts';
import { maximumCases, primitiveCases } from '../graph/primitive-cases.ts';
import { backends } from './engines.ts';

const engines = backends.flatMap((backend) => [
  { backend, precision: 'float64', bound: backend === 'reference' ? 1e-14 : 1e-10 } as const,
  { backend, precision: 'float32', bound: backend === 'reference' ? 1e-6 : 1e-5 } as const,
]);

for (const { backend, precision, bound } of engines)
  test.each([...primitiveCases, ...maximumCases])(
    `$name is what it is by hand (${backend} ${precision})`,
    async ({ shapes, values, between, build, compute }) => {
      const [low, high] = between ?? [-1.2, 1.2];
      const fed = shapes.map((shape, i) => Float64Array.from(values?.[i] ?? scattered(shape, i, low, high)));
      const tensor = build(...shapes.map((shape, i) => input(`x${i}`, shape)));
      const named = Object.fromEntries(fed.map((array, i) => [`x${i}`, array]));
      const executor = await openExecutor(backend);
      const [result] = await evaluate([tensor], named, executor, { precision, threads: 1 });
      expect(distance(result!, compute(...fed))).toBeLessThan(bound);
    },
  );
