import { driftRate } from '../../../../app/dynamics/drift.ts';
import type { Objective } from '../../../../main/engine/objective/objective.ts';
import { symmetricEigensystem } from '../../../../main/engine/curvature/symmetric-eigen.ts';

// The Riemannian gradient flow of λ₁ on the valley of a quadratic map, in plain loops from its data (docs/theory.md, section 3).

const FLOW_STEPS = 2000;

/** A point of the valley f(w) = y, where ∇²ℓ = JᵀJ/m. */
interface Valley {
  /** λ₁ = ‖Jᵀq‖²/m, q the leading unit eigenvector of JJᵀ. */
  readonly sharpness: number;
  /** u₁ = Jᵀq/‖Jᵀq‖. */
  readonly direction: Float64Array;
  /** ∇λ₁ along the valley: (2/m) Σ (Jᵢ·u₁) Bᵢu₁ without what the rows of J span. */
  readonly gradient: Float64Array;
}

/** A quadratic map's data. */
export class QuadraticMapValley {
  readonly #slopes: Float64Array;
  readonly #curvatures: Float64Array;
  readonly #targets: Float64Array;
  readonly #n: number;
  readonly #m: number;

  constructor({ data }: Objective) {
    const values = (name: string): Float64Array => data.find((array) => array.name === name)!.values;
    this.#slopes = values('data/inputs');
    this.#curvatures = values('data/curvatures');
    this.#targets = values('data/targets');
    this.#m = this.#targets.length;
    this.#n = this.#slopes.length / this.#m;
  }

  /** The point of the valley that Gauss–Newton steps of the least length come to. */
  bottom(start: Float64Array): Float64Array {
    let w = start;
    for (let turn = 0; turn < 50; turn++) {
      const jacobian = this.#jacobian(w);
      const solved = inverse(jacobian, this.#residuals(w));
      w = w.map((value, j) => value - jacobian.reduce((sum, row, i) => sum + row[j]! * solved[i]!, 0));
    }
    return w;
  }

  at(w: Float64Array): Valley {
    const jacobian = this.#jacobian(w);
    const m = this.#m;
    const { values, vectors } = symmetricEigensystem(gram(jacobian), m);
    const along = w.map((_, j) => jacobian.reduce((sum, row, i) => sum + vectors[0]![i]! * row[j]!, 0));
    const norm = Math.sqrt(dot(along, along));
    const direction = along.map((value) => value / norm);
    const full = new Float64Array(this.#n);
    jacobian.forEach((row, i) => {
      const share = (2 / m) * dot(row, direction);
      this.#bend(i, direction).forEach((value, j) => (full[j]! += share * value));
    });
    const solved = inverse(
      jacobian,
      jacobian.map((row) => dot(row, full)),
    );
    const gradient = full.map(
      (value, j) => value - jacobian.reduce((sum, row, i) => sum + row[j]! * solved[i]!, 0),
    );
    return { sharpness: values[0]! / m, direction, gradient };
  }

  /** Where ẇ = −κ(λ₁)∇λ₁ along the valley is after as many steps of SAM: classical Runge–Kutta, brought back to the valley each time. */
  flow(from: Float64Array, steps: number, stepSize: number, radius: number): Float64Array {
    const speed = (w: Float64Array): Float64Array => {
      const { sharpness, gradient } = this.at(w);
      const rate = driftRate(stepSize, radius, sharpness)!;
      return gradient.map((value) => -rate * value);
    };
    const h = steps / FLOW_STEPS;
    let w = from;
    for (let turn = 0; turn < FLOW_STEPS; turn++) {
      const moved = (k: Float64Array, share: number) => w.map((value, j) => value + share * h * k[j]!);
      const k1 = speed(w);
      const k2 = speed(moved(k1, 0.5));
      const k3 = speed(moved(k2, 0.5));
      const k4 = speed(moved(k3, 1));
      const next = w.map((value, j) => value + (h / 6) * (k1[j]! + 2 * k2[j]! + 2 * k3[j]! + k4[j]!));
      w = this.bottomNear(next);
    }
    return w;
  }

  /** One Gauss–Newton step, for a point next to the valley. */
  bottomNear(w: Float64Array): Float64Array {
    const jacobian = this.#jacobian(w);
    const solved = inverse(jacobian, this.#residuals(w));
    return w.map((value, j) => value - jacobian.reduce((sum, row, i) => sum + row[j]! * solved[i]!, 0));
  }

  /** Bᵢv. */
  #bend(i: number, v: Float64Array): Float64Array {
    const n = this.#n;
    return v.map((_, j) => {
      const begin = (i * n + j) * n;
      return dot(this.#curvatures.subarray(begin, begin + n), v);
    });
  }

  /** Rows Jᵢ = aᵢ + Bᵢw. */
  #jacobian(w: Float64Array): Float64Array[] {
    return Array.from({ length: this.#m }, (_, i) =>
      this.#bend(i, w).map((value, j) => value + this.#slopes[i * this.#n + j]!),
    );
  }

  #residuals(w: Float64Array): number[] {
    return Array.from({ length: this.#m }, (_, i) => {
      const slope = this.#slopes.subarray(i * this.#n, (i + 1) * this.#n);
      return dot(slope, w) + 0.5 * dot(w, this.#bend(i, w)) - this.#targets[i]!;
    });
  }
}

function gram(rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from(rows.flatMap((a) => rows.map((b) => dot(a, b))));
}

/** (JJᵀ)⁻¹r. */
function inverse(jacobian: readonly Float64Array[], r: readonly number[]): number[] {
  const m = jacobian.length;
  const { values, vectors } = symmetricEigensystem(gram(jacobian), m);
  return r.map((_, i) =>
    vectors.reduce(
      (sum, q, k) => sum + (q[i]! / values[k]!) * r.reduce((part, x, j) => part + q[j]! * x, 0),
      0,
    ),
  );
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
