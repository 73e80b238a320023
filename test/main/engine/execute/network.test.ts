import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import { distance } from '../graph/evaluate.ts';
import { direction, networkModule, start } from '../graph/network.ts';
import { cnnModule } from '../objective/cnn-module.ts';
import { backends } from './engines.ts';

type Numbers = Readonly<
  Record<'gradient' | 'hessianVector' | 'thirdDerivative' | 'afterSam', readonly number[]>
> & { readonly loss: number };

/** By JAX in float64: test/reference/NAME.py. */
function byJax<Name extends string>(name: string): Readonly<Record<Name, Numbers>> {
  const file = new URL(`../../../reference/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<Name, Numbers>>;
}

const tanhNetwork = byJax<'squared' | 'crossEntropy'>('tanh_network');
const cnn = byJax<'plain' | 'normalised'>('cnn');
const networks = [
  ...(['squared', 'crossEntropy'] as const).map((loss) => ({
    name: `tanh network, ${loss}`,
    ...{ module: networkModule(loss), w: start, v: direction },
    expected: tanhNetwork[loss],
  })),
  ...(['plain', 'normalised'] as const).map((kind) => ({
    name: `cnn, ${kind}`,
    ...cnnModule(kind),
    expected: cnn[kind],
  })),
];

const bounds = { float64: 1e-12, float32: 1e-5 } as const;
const everyEngine = backends.flatMap((backend) =>
  (['float64', 'float32'] as const).map((precision) => ({ backend, precision })),
);
// XLA compiles for many seconds: one network stands for all.
const byXla = everyEngine
  .filter(({ backend }) => backend === 'tensorflow')
  .map((engine) => ({ ...engine, mode: 'xla' as const }));
const computations = [
  ...everyEngine.flatMap((engine) => networks.map((network) => ({ engine, ...network }))),
  ...byXla.map((engine) => ({ engine, name: 'cnn, plain', ...cnnModule('plain'), expected: cnn.plain })),
].map((one) => ({ ...one, by: Object.values(one.engine).join(' ') }));

test.each(computations)(
  "derivatives to the third order and ten steps of SAM are JAX's ($name, $by)",
  async ({ engine, module, w, v, expected }) => {
    const bound = bounds[engine.precision];
    const executor = await openExecutor(engine.backend);
    const session = await executor.open(module, { ...engine, threads: 1 });
    try {
      await session.write({ w, v });
      const found = await session.run('derivatives', {});
      expect(distance(found['loss']!, [expected.loss])).toBeLessThan(bound);
      expect(distance(found['gradient']!, expected.gradient)).toBeLessThan(bound);
      expect(distance(found['hessianVector']!, expected.hessianVector)).toBeLessThan(bound);
      expect(distance(found['thirdDerivative']!, expected.thirdDerivative)).toBeLessThan(bound);
      await session.iterate('sam', 10, {});
      const { w: after } = await session.read(['w']);
      expect(distance(after!, expected.afterSam)).toBeLessThan(bound);
    } finally {
      await session.release();
    }
  },
);
