import type { LossName, NetworkObjective } from '../../../app/experiment/experiment.ts';
import type { DataShape } from '../../../app/experiment/size.ts';
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
import type { ExampleMeans, Objective } from './objective.ts';

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
  const means = [
    ...(set.classes ? [train.means({ trainAccuracy: 'accuracy' })] : []),
    ...(test
      ? [test.means(set.classes ? { testLoss: 'loss', testAccuracy: 'accuracy' } : { testLoss: 'loss' })]
      : []),
  ];
  return {
    layers: architecture.layers,
    start: architecture.start,
    data: train.arrays,
    loss: (weights) => train.loss(weights, train.all, set.train.count),
    examples: { ...train.means({ loss: 'loss' }), shape: shapeOf(set) },
    coordinates: null,
    quadratic: null,
    evaluation: means.length > 0 ? { data: test?.arrays ?? [], means } : null,
  };
}

function shapeOf({ inputs, outputs, classes, image, train, test }: DataSet): DataShape {
  return { examples: train.count + (test?.count ?? 0), inputs, outputs, classes, image: image ?? null };
}

/** Loss and accuracy of a network on the examples held as `NAME/inputs` and `NAME/targets`. */
class Risk {
  readonly arrays: readonly [NamedArray, NamedArray];
  readonly #architecture: Architecture;
  readonly #loss: LossName;
  /** Targets of an example: one, or one for each of its inputs. */
  readonly #targetsOf: number;
  /** Targets as rows of the outputs' width. */
  readonly #oneHot: (targets: Tensor) => Tensor;

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
    this.#targetsOf = indices ? inputs : 1;
    this.#oneHot = (targets) =>
      indices ? oneHot(reshape(targets, [size(targets.shape)]), outputs) : targets;
    this.#architecture = architecture;
    this.#loss = loss;
  }

  /** All examples. */
  get all(): readonly Tensor[] {
    return this.arrays.map(({ name, shape }) => input(name, shape));
  }

  /** Means over the examples, by the names they are recorded under. */
  means(kinds: Readonly<Record<string, 'loss' | 'accuracy'>>): ExampleMeans {
    return {
      arrays: this.arrays,
      names: Object.keys(kinds),
      contributions: (...parts) => Object.values(kinds).map((kind) => this[kind](...parts)),
    };
  }

  loss(weights: readonly Tensor[], [inputs, targets]: readonly Tensor[], of: number): Tensor {
    return this.#mean(losses[this.#loss], weights, inputs!, targets!, of);
  }

  accuracy(weights: readonly Tensor[], [inputs, targets]: readonly Tensor[], of: number): Tensor {
    return this.#mean(accuracy, weights, inputs!, targets!, of);
  }

  #mean(
    part: (outputs: Tensor, targets: Tensor, of: number) => Tensor,
    weights: readonly Tensor[],
    inputs: Tensor,
    targets: Tensor,
    of: number,
  ): Tensor {
    return part(this.#architecture.outputs(weights, inputs), this.#oneHot(targets), of * this.#targetsOf);
  }
}
