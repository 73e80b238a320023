import type { Session } from '../execute/executor.ts';
import { RandomStream } from '../random/stream.ts';
import type { Algebra } from './algebra.ts';
import { Room } from './basis.ts';
import { hessianAt } from './hessian.ts';
import { EigenvectorHistory, type Beside } from './history.ts';
import { lanczos, type LanczosResult, type LinearOperator } from './lanczos.ts';
import { inner } from './vector.ts';

const SHADOW = 1; // one more pair than asked is followed, so that a crossing is seen when it happens
const FOUND_AGAIN = 0.99; // of a unit vector's square
const MOST_AT_ONCE = 8; // products in one call: enough to share the work of the gradient among them

/** How many Hessian-vector products one call of a session makes where `count` eigenpairs of some parameters are measured. */
export function productsAtOnce(count: number, parameters: number): number {
  return Math.min(count + SHADOW, parameters, MOST_AT_ONCE);
}

/** Where and how the leading eigenpairs are looked for. */
export interface LeadingRequest {
  /** Flat parameters at which the Hessian is taken. */
  readonly point: Float64Array;
  /** How many; what the programs of the session were built for or more. */
  readonly count: number;
  /** Whether to start from random vectors although earlier eigenvectors are known. */
  readonly cold: boolean;
  /** Eigenvectors at a point nearby, of which some searches begin. */
  readonly beside?: Beside | null;
  /** Products at most; Lanczos' own limit where left out. */
  readonly limit?: number;
  /** Names the random stream of this measurement. */
  readonly label: string;
}

/** Leading eigenpairs of ∇²ℓ along a run, by Lanczos on the session's exact Hessian-vector products. */
export class LeadingEigenpairs {
  readonly history = new EigenvectorHistory();
  readonly #session: Session;
  readonly #seed: number;
  readonly #asked: number;
  readonly #tolerance: number;
  readonly #algebra: Algebra;
  readonly #room = new Room();

  constructor(
    { session, algebra }: { readonly session: Session; readonly algebra: Algebra },
    seed: number,
    { count, tolerance }: { readonly count: number; readonly tolerance: number },
  ) {
    this.#session = session;
    this.#algebra = algebra;
    this.#seed = seed;
    this.#asked = count;
    this.#tolerance = tolerance;
  }

  /** Pairs at a point, eigenvectors signed like those of the last measurement; they become the last. */
  async at({ point, count, cold, beside, label, limit }: LeadingRequest): Promise<LanczosResult> {
    const { last } = this.history;
    const operator = hessianAt(this.#session, point, productsAtOnce(this.#asked, point.length));
    const stream = new RandomStream(this.#seed, `lanczos/${label}`);
    const random = (length: number): Float64Array => stream.normals(length);
    const search = (start: readonly Float64Array[]): Promise<LanczosResult> =>
      lanczos(operator, {
        count,
        ...(limit === undefined ? {} : { limit }),
        tolerance: this.#tolerance,
        algebra: this.#algebra,
        room: this.#room,
        shadow: SHADOW,
        start: start.length > 0 ? start : this.#directions(point.length, random),
        random,
      });
    let result = await search(cold ? [] : this.history.expected(beside));
    if (last[0] && (await this.#isMissed(operator, result, last[0]))) result = await search(last);
    result.pairs.forEach(({ vector }, i) => {
      const before = last[i];
      if (before && inner(vector, before) < 0) vector.forEach((value, j) => (vector[j] = -value));
    });
    this.history.add(result.pairs.map(({ vector }) => vector));
    return result;
  }

  #directions(length: number, random: (length: number) => Float64Array): Float64Array[] {
    return Array.from({ length: productsAtOnce(this.#asked, length) }, () => random(length));
  }

  /**
   * By Rayleigh's principle λ₁ ≥ uᵀHu for every unit u: a value below that of the last eigenvector is of a lower pair, which a residual
   * alone cannot tell. Where the last eigenvector lies among those found, it cannot be above them. A search that starts from it cannot end
   * below it.
   */
  async #isMissed(operator: LinearOperator, { pairs }: LanczosResult, last: Float64Array): Promise<boolean> {
    const { value } = pairs[0]!;
    const found = pairs.reduce((sum, { vector }) => sum + inner(vector, last) ** 2, 0);
    if (found > FOUND_AGAIN) return false;
    const [image] = await operator([last]);
    return inner(last, image!) > value + this.#tolerance * Math.abs(value);
  }
}
