import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lanczos } from '../../../../main/engine/curvature/lanczos.ts';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { RandomStream } from '../../../../main/engine/random/stream.ts';
import { distance } from '../graph/evaluate.ts';
import { networkModule, start } from '../graph/network.ts';
import { cnnModule } from '../objective/cnn-module.ts';
import { transformerModule } from '../objective/transformer-module.ts';

interface Numbers {
  /** λ₁, λ₂, λ₃ of the whole Hessian, by a dense eigensolver. */
  readonly eigenvalues: readonly number[];
  /** ∇λ₁, by differentiating the dense eigenvalues. */
  readonly sharpnessGradient: readonly number[];
}

/** By JAX in float64: test/reference/NAME.py. */
function byJax(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../reference/${name}.json`, import.meta.url), 'utf8'));
}

/** Of a file of several losses or networks. */
function numbersOf(name: string, kind: string): Numbers {
  return (byJax(name) as Record<string, Numbers>)[kind]!;
}

interface Case {
  readonly name: string;
  readonly module: Module;
  readonly w: Float64Array;
  readonly expected: Numbers;
}

const cases: readonly Case[] = [
  ...(['squared', 'crossEntropy'] as const).map((loss) => ({
    name: `tanh network, ${loss}`,
    module: networkModule(loss),
    w: start,
    expected: numbersOf('tanh_network', loss),
  })),
  ...(['plain', 'normalised'] as const).map((kind) => {
    const { module, w } = cnnModule(kind);
    return { name: `cnn, ${kind}`, module, w, expected: numbersOf('cnn', kind) };
  }),
  { name: 'transformer', ...transformerModule(), expected: byJax('transformer') as Numbers },
];

test.each(cases)(
  'λ₁, λ₂, λ₃ and ∇λ₁ = D³ℓ(u₁,u₁,·) are those of JAX’s dense Hessian to 1e-8 ($name)',
  async ({ module, w, expected }) => {
    const executor = await openExecutor('reference');
    const session = await executor.open(module, { precision: 'float64', threads: 1 });
    try {
      await session.write({ w });
      const along = async (v: Float64Array) => {
        await session.write({ v });
        return session.run('derivatives', {});
      };
      const products = async (vectors: readonly Float64Array[]) => {
        const images: Float64Array[] = [];
        for (const vector of vectors) images.push((await along(vector))['hessianVector']!);
        return images;
      };
      const stream = new RandomStream(1, 'lanczos');
      const random = (count: number) => stream.normals(count);
      const { pairs } = await lanczos(products, {
        ...{ count: 3, shadow: 1, tolerance: 1e-11 },
        ...{ start: [1, 2, 3, 4].map(() => random(w.length)), random },
      });
      expect(expected.eigenvalues.length).toBe(3);
      expected.eigenvalues.forEach((value, i) =>
        expect(Math.abs(pairs[i]!.value / value - 1)).toBeLessThan(1e-8),
      );
      const { thirdDerivative } = await along(pairs[0]!.vector);
      expect(distance(thirdDerivative!, expected.sharpnessGradient)).toBeLessThan(1e-8);
    } finally {
      await session.release();
    }
  },
);
