import type { Session } from '../execute/executor.ts';
import { RandomStream } from '../random/stream.ts';
import { lanczos, type LanczosResult } from './lanczos.ts';
import { accumulate, inner } from './vector.ts';

const RANDOM_PART = 0.03; // of a warm start: what the last eigenvectors miss can come in
const SHADOW = 1; // one more pair than asked is followed, so that a crossing is seen when it happens

/** Where and how the leading eigenpairs are looked for. */
export interface LeadingRequest {
  /** Flat parameters at which the Hessian is taken. */
  readonly point: Float64Array;
  /** Eigenvectors of the last measurement: the signs of the new ones follow them. Empty at the first. */
  readonly last: readonly Float64Array[];
  /** Whether to start from a random vector although there are last ones. */
  readonly cold: boolean;
  /** Names the random stream of this measurement. */
  readonly label: string;
}

/** Leading eigenpairs of ∇²ℓ by Lanczos on the session's exact Hessian-vector products. */
export class LeadingEigenpairs {
  readonly #session: Session;
  readonly #seed: number;
  readonly #count: number;
  readonly #tolerance: number;

  constructor(session: Session, seed: number, { count, tolerance }: { count: number; tolerance: number }) {
    this.#session = session;
    this.#seed = seed;
    this.#count = count;
    this.#tolerance = tolerance;
  }

  /** Pairs at a point, eigenvectors signed like the last ones. Leaves the session's `point` there. */
  async at({ point, last, cold, label }: LeadingRequest): Promise<LanczosResult> {
    await this.#session.write({ point });
    const stream = new RandomStream(this.#seed, `lanczos/${label}`);
    let result = await this.#search(this.#start(point.length, cold ? [] : last, stream), stream);
    if (last[0] && (await this.#isMissed(result, last[0]))) {
      const again = await this.#search(this.#start(point.length, cold ? last : [], stream), stream);
      if (again.pairs[0]!.value > result.pairs[0]!.value) result = again;
    }
    result.pairs.forEach(({ vector }, i) => {
      const before = last[i];
      if (before && inner(vector, before) < 0) vector.forEach((value, j) => (vector[j] = -value));
    });
    return result;
  }

  #start(length: number, warm: readonly Float64Array[], stream: RandomStream): Float64Array {
    const start = stream.normals(length);
    if (warm.length === 0) return start;
    const scale = RANDOM_PART / Math.sqrt(length);
    start.forEach((value, i) => (start[i] = value * scale));
    for (const vector of warm) accumulate(start, 1 / Math.sqrt(warm.length), vector);
    return start;
  }

  #search(start: Float64Array, stream: RandomStream): Promise<LanczosResult> {
    return lanczos((vector) => this.#product(vector), {
      count: this.#count,
      tolerance: this.#tolerance,
      shadow: SHADOW,
      start,
      random: (length) => stream.normals(length),
    });
  }

  /** By Rayleigh's principle λ₁ ≥ uᵀHu for every unit u: a value below that of the last eigenvector is of a lower pair. */
  async #isMissed({ pairs }: LanczosResult, last: Float64Array): Promise<boolean> {
    const { value } = pairs[0]!;
    const quotient = inner(last, await this.#product(last));
    return quotient > value + this.#tolerance * Math.abs(value);
  }

  async #product(vector: Float64Array): Promise<Float64Array> {
    const { product } = await this.#session.run('hessianVectorProduct', { vector });
    return product!;
  }
}
