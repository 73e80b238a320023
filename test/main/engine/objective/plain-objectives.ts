import type { NamedArray } from '../../../../app/run/checkpoint.ts';

type Vector = readonly number[];

/** An objective's value and gradient in plain loops, of its data where it has some. */
export interface PlainObjective {
  readonly value: (w: Vector) => number;
  readonly gradient: (w: Vector) => number[];
}

const without = (x: Vector, i: number): number =>
  x.reduce((product, factor, k) => (k === i ? product : product * factor), 1);
const dot = (a: Vector, b: Vector): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Rows [rows, width] of an array of the data. */
function rowsOf(data: readonly NamedArray[], name: string, width: number): number[][] {
  const { values } = data.find((array) => array.name === name)!;
  return Array.from({ length: values.length / width }, (_, i) => [
    ...values.subarray(i * width, (i + 1) * width),
  ]);
}

/** ℓ = ½(Πxᵢ − t)²: ∂ᵢℓ = (Πx − t)·Π_{j≠i} xⱼ. */
export function plainChain(target: number): PlainObjective {
  const error = (x: Vector): number => without(x, -1) - target;
  return {
    value: (x) => 0.5 * error(x) ** 2,
    gradient: (x) => x.map((_, i) => error(x) * without(x, i)),
  };
}

/** ℓ = ½ mean rᵢ², rᵢ = aᵢ·w + ½wᵀBᵢw − yᵢ: ∇ℓ = mean rᵢ(aᵢ + Bᵢw). */
export function plainQuadraticMap(data: readonly NamedArray[], parameters: number): PlainObjective {
  const slopes = rowsOf(data, 'data/inputs', parameters);
  const targets = rowsOf(data, 'data/targets', 1);
  const bends = rowsOf(data, 'data/curvatures', parameters);
  const bent = (w: Vector, i: number): number[] => w.map((_, row) => dot(bends[i * parameters + row]!, w));
  const residuals = (w: Vector): number[] =>
    slopes.map((a, i) => dot(a, w) + 0.5 * dot(w, bent(w, i)) - targets[i]![0]!);
  const mean = (values: Vector): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    value: (w) => 0.5 * mean(residuals(w).map((r) => r * r)),
    gradient: (w) => {
      const r = residuals(w);
      return w.map((_, k) => mean(slopes.map((a, i) => r[i]! * (a[k]! + bent(w, i)[k]!))));
    },
  };
}

/** Mean squared error of Σⱼ xⱼ Π_l u_l[j, k] against y_k; w holds u₁, u₂, …, each [inputs, outputs]. */
export function plainDiagonalLinear(
  data: readonly NamedArray[],
  { depth, inputs, outputs }: { readonly depth: number; readonly inputs: number; readonly outputs: number },
): PlainObjective {
  const examples = rowsOf(data, 'data/inputs', inputs);
  const targets = rowsOf(data, 'data/targets', outputs);
  const size = inputs * outputs;
  /** The factors at one place of the vectors. */
  const factors = (w: Vector, place: number): number[] =>
    Array.from({ length: depth }, (_, l) => w[l * size + place]!);
  const errors = (w: Vector): number[][] =>
    examples.map((x, e) =>
      targets[e]!.map(
        (y, k) => x.reduce((sum, value, j) => sum + value * without(factors(w, j * outputs + k), -1), 0) - y,
      ),
    );
  const scale = 1 / (examples.length * outputs);
  return {
    value: (w) =>
      scale *
      errors(w)
        .flat()
        .reduce((sum, error) => sum + error * error, 0),
    gradient: (w) => {
      const found = errors(w);
      return w.map((_, at) => {
        const [layer, place] = [Math.floor(at / size), at % size];
        const [j, k] = [Math.floor(place / outputs), place % outputs];
        const slope = without(factors(w, place), layer);
        return examples.reduce((sum, x, e) => sum + 2 * scale * found[e]![k]! * x[j]! * slope, 0);
      });
    },
  };
}

/** The mean of (1 + x²)z² and exp(−x)·z⁴ with w = (x, z). */
export const plainFormulas: PlainObjective & { readonly formulas: readonly string[] } = {
  formulas: ['(1+x^2)*z^2', 'exp(-x)*z^4'],
  value: ([x = 0, z = 0]) => 0.5 * ((1 + x * x) * z * z + Math.exp(-x) * z ** 4),
  gradient: ([x = 0, z = 0]) => [
    0.5 * (2 * x * z * z - Math.exp(-x) * z ** 4),
    0.5 * (2 * (1 + x * x) * z + 4 * Math.exp(-x) * z ** 3),
  ],
};
