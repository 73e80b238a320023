import { chainStart, type ScalarChain } from '../../../app/experiment/scalar-chain.ts';
import { concat, mul, reshape, slice, sub } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import { EngineError } from '../problem.ts';
import { recordedCoordinates } from './coordinates.ts';
import type { Objective } from './objective.ts';

/**
 * ℓ(x) = ½(x₁x₂…x_L − target)²; the recorded coordinates are x₁, x₂, …, named `x1`, `x2`, …
 * @throws EngineError `bad-objective` if the start has another length than the chain
 */
export function buildChain(chain: ScalarChain): Objective {
  const { depth, target } = chain;
  const start = Float64Array.from(chainStart(chain));
  if (start.length !== depth)
    throw new EngineError(
      'bad-objective',
      `The start of the chain has ${start.length} factors and its depth is ${depth}; give one for each.`,
    );
  return {
    layers: [{ name: 'w', shape: [depth] }],
    start,
    data: [],
    loss: ([w]) => {
      const error = sub(product(w!), target);
      return mul(0.5, mul(error, error));
    },
    examples: null,
    coordinates: recordedCoordinates(
      Array.from({ length: depth }, (_, i) => `x${i + 1}`),
      ([w]) => w!,
    ),
    quadratic: null,
    evaluation: null,
  };
}

/** The product of a vector's elements, a scalar: halves are multiplied with each other, ⌈log₂ n⌉ times. */
function product(x: Tensor): Tensor {
  const [n = 1] = x.shape;
  if (n === 1) return reshape(x, []);
  const half = Math.floor(n / 2);
  const pairs = mul(slice(x, [0], [half]), slice(x, [half], [half]));
  return product(n % 2 === 0 ? pairs : concat([pairs, slice(x, [n - 1], [1])], 0));
}
