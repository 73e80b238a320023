import { eigenvalueList } from '../../../app/experiment/eigenvalues.ts';
import type { QuadraticObjective } from '../../../app/experiment/experiment.ts';
import { dot, input, matmul, mul, reshape } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import { EngineError } from '../problem.ts';
import { RandomStream } from '../random/stream.ts';
import { recordedCoordinates } from './coordinates.ts';
import type { Objective } from './objective.ts';
import { randomRotation } from './rotation.ts';

/**
 * ℓ(w) = ½ wᵀQΛQᵀw. Data: `eigenvalues` [n], largest first, and `rotation` Q [n, n] unless Q = I. Coordinates are Qᵀw, named by
 * their place, and so is the start given.
 * @throws EngineError `bad-objective` if the start has another length than the eigenvalues
 */
export function buildQuadratic(quadratic: QuadraticObjective, seed: number): Objective {
  const eigenvalues = Float64Array.from(eigenvalueList(quadratic.eigenvalues)).sort().reverse();
  const n = eigenvalues.length;
  const rotation = quadratic.rotate ? randomRotation(n, new RandomStream(seed, 'rotation')) : null;
  const start = startOf(quadratic, n, seed);
  const toEigenbasis = (w: Tensor): Tensor =>
    rotation ? reshape(matmul(input('rotation', [n, n]), reshape(w, [n, 1]), { transposeA: true }), [n]) : w;
  const coordinates = ([w]: readonly Tensor[]): Tensor => toEigenbasis(w!);
  return {
    layers: [{ name: 'w', shape: [n] }],
    start: rotation ? product(rotation, start) : start,
    data: [
      { name: 'eigenvalues', shape: [n], values: eigenvalues },
      ...(rotation ? [{ name: 'rotation', shape: [n, n], values: rotation }] : []),
    ],
    loss: (layers) => {
      const y = coordinates(layers);
      return mul(0.5, dot(mul(input('eigenvalues', [n]), y), y));
    },
    examples: null,
    coordinates: recordedCoordinates(
      Array.from(eigenvalues, (_, i) => String(i)),
      coordinates,
    ),
    quadratic: { eigenvalues, coordinates },
    evaluation: null,
  };
}

function startOf({ start }: QuadraticObjective, n: number, seed: number): Float64Array {
  if (start === 'random') return new RandomStream(seed, 'start').normals(n);
  if (start.length !== n)
    throw new EngineError(
      'bad-objective',
      `The start of the quadratic has ${start.length} coordinates and there are ${n} eigenvalues; give one for each.`,
    );
  return Float64Array.from(start);
}

/** Qy. */
function product(rotation: Float64Array, y: Float64Array): Float64Array {
  const n = y.length;
  return y.map((_, i) => y.reduce((sum, value, j) => sum + rotation[i * n + j]! * value, 0));
}
