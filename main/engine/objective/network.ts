import type { LossName, NetworkObjective } from '../../../app/experiment/experiment.ts';
import type { NamedArray } from '../../../app/run/checkpoint.ts';
import { input, oneHot, reshape } from '../graph/build.ts';
import { size, type Shape, type Tensor } from '../graph/tensor.ts';
import { EngineError } from '../problem.ts';
import { accuracy } from './accuracy.ts';
import type { DataSet, Examples } from './data/data-set.ts';
import { loadData } from './data/load.ts';
import { losses } from './losses.ts';
import type { Architecture } from './network/architecture.ts';
import { buildArchitecture } from './network/build.ts';
import type { Objective } from './objective.ts';

/**
 * The empirical risk of a network on its training examples. Data: `data/inputs` [examples, inputs], `data/targets` [examples, outputs], of
 * texts both [examples, positions]; with test examples `test/inputs` and `test/targets`, evaluated as `testLoss`; where targets are classes also `trainAccuracy`, `testAccuracy`.
 * @throws EngineError of the data set, or `bad-objective` for cross-entropy on targets that are no classes
 */
export async function buildNetwork(
  { network, data, loss }: NetworkObjective,
  seed: number,
): Promise<Objective> {
  const set = await loadData(data, loss, seed);
  if (loss === 'cross-entropy' && !set.classes)
    throw new EngineError(
      'bad-objective',
      `cross-entropy takes classes, and the targets of ${data.kind} are numbers; use mean-squared-error or half-squared-error.`,
    );
  const architecture = buildArchitecture(network, { ...set, seed });
  const train = new Risk('data', set.train, set, architecture, loss);
  const test = set.test && new Risk('test', set.test, set, architecture, loss);
  return {
    layers: architecture.layers,
    start: architecture.start,
    data: train.arrays,
    loss: (weights) => train.loss(weights),
    coordinates: null,
    evaluation:
      test || set.classes
        ? {
            data: test?.arrays ?? [],
            values: (weights) => ({
              ...(test ? { testLoss: test.loss(weights) } : {}),
              ...(set.classes ? { trainAccuracy: train.accuracy(weights) } : {}),
              ...(test && set.classes ? { testAccuracy: test.accuracy(weights) } : {}),
            }),
          }
        : null,
  };
}

/** Loss and accuracy of a network on the examples held as `NAME/inputs` and `NAME/targets`. */
class Risk {
  readonly arrays: readonly [NamedArray, NamedArray];
  readonly #inputs: Tensor;
  readonly #targets: Tensor;
  readonly #architecture: Architecture;
  readonly #loss: LossName;

  constructor(
    name: string,
    examples: Examples,
    { inputs, outputs, indices }: DataSet,
    architecture: Architecture,
    loss: LossName,
  ) {
    const named = (part: string, width: number, values: Float64Array) => ({
      name: `${name}/${part}`,
      shape: [examples.count, width] satisfies Shape,
      values,
    });
    this.arrays = [
      named('inputs', inputs, examples.inputs),
      named('targets', indices ? inputs : outputs, examples.targets),
    ];
    this.#inputs = input(this.arrays[0].name, this.arrays[0].shape);
    const targets = input(this.arrays[1].name, this.arrays[1].shape);
    this.#targets = indices ? oneHot(reshape(targets, [size(targets.shape)]), outputs) : targets;
    this.#architecture = architecture;
    this.#loss = loss;
  }

  loss(weights: readonly Tensor[]): Tensor {
    return losses[this.#loss](this.#architecture.outputs(weights, this.#inputs), this.#targets);
  }

  accuracy(weights: readonly Tensor[]): Tensor {
    return accuracy(this.#architecture.outputs(weights, this.#inputs), this.#targets);
  }
}
