import { readFileSync } from 'node:fs';
import { constant } from '../../../../main/engine/graph/build.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { losses } from '../../../../main/engine/objective/losses.ts';
import { transformer } from '../../../../main/engine/objective/network/transformer.ts';
import { derivativesModule } from '../graph/derivatives-module.ts';

/** The transformer of test/reference/transformer.py, and its characters. */
const [vocabulary, positions, examples] = [7, 5, 3];
const file = new URL('../../../reference/transformer.json', import.meta.url);

/** ℓ and its derivatives over `w` and `v`, and where the reference takes them. */
export function transformerModule(): { readonly module: Module; readonly w: Float64Array } {
  const { inputs, targets } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    'inputs' | 'targets',
    readonly number[]
  >;
  const built = transformer(
    {
      kind: 'transformer',
      ...{ width: 8, layers: 2, heads: 2 },
      ...{ init: 'glorot-normal', scale: 1 },
    },
    { inputs: positions, outputs: vocabulary, seed: 1 },
  );
  const characters = constant(Float64Array.from(inputs), [examples, positions]);
  const wanted = constant(
    Float64Array.from(
      targets.flatMap((target) => Array.from({ length: vocabulary }, (_, i) => +(i === target))),
    ),
    [targets.length, vocabulary],
  );
  return {
    module: derivativesModule(
      (layers) => losses['cross-entropy'](built.outputs(layers, characters), wanted, targets.length),
      built.layers.map(({ shape }) => shape),
    ),
    w: Float64Array.from(built.start, (_, i) => 0.7 * Math.sin(0.9 * i + 0.1)),
  };
}
