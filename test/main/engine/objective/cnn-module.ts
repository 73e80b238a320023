import type { Network } from '../../../../app/experiment/network.ts';
import { constant } from '../../../../main/engine/graph/build.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { losses } from '../../../../main/engine/objective/losses.ts';
import { cnn } from '../../../../main/engine/objective/network/cnn.ts';
import { derivativesModule } from '../graph/derivatives-module.ts';

/** The networks of test/reference/cnn.py: one as it is, one with layer norms. */
const [points, image, outputs] = [5, [13, 14, 2], 3] as const;
const inputs = image[0] * image[1] * image[2];

function network(layerNorm: boolean): Extract<Network, { kind: 'cnn' }> {
  return {
    kind: 'cnn',
    blocks: [
      { filters: 3, stride: 2, padding: 'same', pool: 1 },
      { filters: 4, stride: 1, padding: 'valid', pool: 2 },
    ],
    activation: 'tanh',
    layerNorm,
    init: 'glorot-normal',
    scale: 1,
  };
}

const wave = (count: number, frequency: number, phase: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(frequency * i + phase));

const examples = constant(wave(points * inputs, 1.3, 0.4), [points, inputs]);
const targets = wave(points * outputs, 2.1, -0.2);
const labels = targets.map((target, i) => {
  const row = Math.floor(i / outputs) * outputs;
  const others = targets.subarray(row, row + outputs);
  return Math.exp(3 * target) / others.reduce((sum, other) => sum + Math.exp(3 * other), 0);
});

export type CnnName = 'plain' | 'normalised';

/** ℓ and its derivatives over `w` and `v`, and where the reference takes them. */
export function cnnModule(name: CnnName): {
  readonly module: Module;
  readonly w: Float64Array;
  readonly v: Float64Array;
} {
  const norm = name === 'normalised';
  const built = cnn(network(norm), { inputs, image, outputs, seed: 1 });
  const loss = norm ? losses['cross-entropy'] : losses['mean-squared-error'];
  const wanted = constant(norm ? labels : targets, [points, outputs]);
  const count = built.start.length;
  return {
    module: derivativesModule(
      (layers) => loss(built.outputs(layers, examples), wanted, points),
      built.layers.map(({ shape }) => shape),
    ),
    w: wave(count, 0.9, 0.1).map((value) => 0.4 * value),
    v: wave(count, 1.7, 0.5),
  };
}
