import type { QuadraticMap } from '../../../app/experiment/quadratic-map.ts';
import { add, input, matmul, mul, reshape } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import { EngineError } from '../problem.ts';
import { RandomStream } from '../random/stream.ts';
import { recordedCoordinates } from './coordinates.ts';
import { losses } from './losses.ts';
import type { ExampleMeans, Objective } from './objective.ts';

/**
 * ℓ(w) = ½ mean over the examples of (fᵢ(w) − yᵢ)², fᵢ(w) = aᵢ·w + ½wᵀBᵢw (quadratic regression: Agarwala and Dauphin, arXiv 2302.08692). Data: `data/inputs`, the
 * aᵢ [examples, parameters] with entries N(0, slope²); `data/curvatures`, the symmetric Bᵢ [examples, parameters, parameters] with entries N(0, curvature²) off the
 * diagonal and N(0, 2curvature²) on it; `data/targets` yᵢ = fᵢ(w*) [examples, 1], so that the loss vanishes on a valley through w* where there are fewer examples than parameters.
 * From the seed's streams `data/slopes`, `data/curvatures`, `data/teacher` and `start`.
 * @throws EngineError `bad-objective` if the start has another length than the parameters
 */
export function buildQuadraticMap(map: QuadraticMap, seed: number): Objective {
  const { parameters: n, examples: m } = map;
  const normals = (stream: string, count: number, deviation: number): Float64Array =>
    new RandomStream(seed, stream).normals(count).map((z) => deviation * z);
  const slopes = normals('data/slopes', m * n, map.slope);
  const curvatures = symmetric(normals('data/curvatures', m * n * n, map.curvature), n);
  const teacher = normals('data/teacher', n, map.teacher / Math.sqrt(n));
  const start = map.start === 'random' ? normals('start', n, 1 / Math.sqrt(n)) : Float64Array.from(map.start);
  if (start.length !== n)
    throw new EngineError(
      'bad-objective',
      `The start of the quadratic map has ${start.length} numbers and there are ${n} parameters; give one for each.`,
    );
  const means: ExampleMeans = {
    names: ['loss'],
    arrays: [
      { name: 'data/inputs', shape: [m, n], values: slopes },
      { name: 'data/curvatures', shape: [m, n, n], values: curvatures },
      { name: 'data/targets', shape: [m, 1], values: outputsAt(teacher, slopes, curvatures) },
    ],
    contributions: ([w], [some, bends, targets], of) => [
      losses['half-squared-error'](outputs(w!, some!, bends!), targets!, of),
    ],
  };
  return {
    layers: [{ name: 'w', shape: [n] }],
    start,
    data: means.arrays,
    loss: (layers) =>
      means.contributions(
        layers,
        means.arrays.map(({ name, shape }) => input(name, shape)),
        m,
      )[0]!,
    examples: { ...means, shape: { examples: m, inputs: n, outputs: 1, classes: false, image: null } },
    coordinates: recordedCoordinates(
      Array.from({ length: n }, (_, i) => `w${i + 1}`),
      ([w]) => w!,
    ),
    quadratic: null,
    evaluation: null,
  };
}

/** fᵢ(w) = (aᵢ + ½Bᵢw)·w of some examples, [some, 1]. */
function outputs(w: Tensor, slopes: Tensor, curvatures: Tensor): Tensor {
  const [some, n] = slopes.shape as readonly [number, number];
  const column = reshape(w, [n, 1]);
  const bent = reshape(matmul(reshape(curvatures, [some * n, n]), column), [some, n]);
  return matmul(add(slopes, mul(0.5, bent)), column);
}

/** (G + Gᵀ)/√2 of matrices G [n, n] one after the other, in place. */
function symmetric(matrices: Float64Array, n: number): Float64Array {
  for (let begin = 0; begin < matrices.length; begin += n * n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const [one, other] = [begin + i * n + j, begin + j * n + i];
        const value = (matrices[one]! + matrices[other]!) / Math.SQRT2;
        matrices[one] = value;
        matrices[other] = value;
      }
  return matrices;
}

/** f at a point, in plain loops. */
function outputsAt(w: Float64Array, slopes: Float64Array, curvatures: Float64Array): Float64Array {
  const n = w.length;
  return Float64Array.from({ length: slopes.length / n }, (_, example) => {
    let output = 0;
    for (let i = 0; i < n; i++) {
      const row = (example * n + i) * n;
      let bent = 0;
      for (let j = 0; j < n; j++) bent += curvatures[row + j]! * w[j]!;
      output += w[i]! * (slopes[example * n + i]! + 0.5 * bent);
    }
    return output;
  });
}
