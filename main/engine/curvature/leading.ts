import type { Session } from '../execute/executor.ts';
import { RandomStream } from '../random/stream.ts';
import type { Algebra } from './algebra.ts';
import { davidson } from './davidson.ts';
import type { HessianModel } from './hessian-model.ts';
import { blockHessianAt, hessianAt } from './hessian.ts';
import { EigenvectorHistory, type Eigenvectors } from './history.ts';
import { lanczos, type LanczosResult, type LinearOperator } from './lanczos.ts';
import type { SearchResult } from './search.ts';
import { inner } from './vector.ts';

const SHADOW = 1; // one more pair than asked is followed, so that a crossing is seen when it happens
const FOUND_AGAIN = 0.99; // of a unit vector's square
const MOST_AT_ONCE = 8; // products in one call: enough to share the work of the gradient among them
const MOST_GUIDED = 40; // products that follow a model; beyond them Lanczos goes on

/** How many Hessian-vector products one call of a session makes where `count` eigenpairs of some parameters are measured. */
export function productsAtOnce(count: number, parameters: number): number {
  return Math.min(count + SHADOW, parameters, MOST_AT_ONCE);
}

/** By what the eigenpairs are looked for. */
export interface Means {
  readonly session: Session;
  readonly algebra: Algebra;
  /** What is known of the Hessian at points nearby; null: nothing, and nothing is to be learned. */
  readonly model: HessianModel | null;
}

/** Where and how the leading eigenpairs are looked for. */
export interface LeadingRequest {
  /** Flat parameters at which the Hessian is taken. */
  readonly point: Float64Array;
  /** How many; what the programs of the session were built for or more. */
  readonly count: number;
  /** Whether to start from random vectors although a model or earlier eigenvectors are known. */
  readonly cold: boolean;
  /** Products at most; Lanczos' own limit where left out. */
  readonly limit?: number;
  /** Names the random stream of this measurement. */
  readonly label: string;
}

/**
 * Leading eigenpairs of ∇²ℓ along a run on the session's exact Hessian-vector products: by Davidson from a model, or by Lanczos, of which the model then
 * begins.
 */
export class LeadingEigenpairs {
  readonly history = new EigenvectorHistory();
  readonly #means: Means;
  readonly #seed: number;
  readonly #asked: number;
  readonly #tolerance: number;

  constructor(
    means: Means,
    seed: number,
    { count, tolerance }: { readonly count: number; readonly tolerance: number },
  ) {
    this.#means = means;
    this.#seed = seed;
    this.#asked = count;
    this.#tolerance = tolerance;
  }

  /** Pairs at a point, eigenvectors signed like those of the last measurement; they become the last. */
  async at(request: LeadingRequest): Promise<SearchResult> {
    const guided = request.cold ? null : await this.#guided(request);
    const result = guided && this.#isEnd(guided, request) ? guided : await this.#goOn(request, guided);
    const { last } = this.history;
    result.pairs.forEach(({ vector }, i) => {
      const before = last[i];
      if (before && inner(vector, before) < 0) vector.forEach((value, j) => (vector[j] = -value));
    });
    this.history.add(result.pairs.map(({ vector }) => vector));
    return result;
  }

  /** By Davidson; null where no model knows anything, and where the numbers are not finite: those of the model may be where others are. */
  async #guided({ point, count, limit }: LeadingRequest): Promise<SearchResult | null> {
    const { session, model } = this.#means;
    if (!model?.isUsable) return null;
    const together = productsAtOnce(this.#asked, point.length);
    try {
      return await davidson(blockHessianAt(session, point, together), model, {
        ...{ count, together, tolerance: this.#tolerance, shadow: SHADOW, dimension: point.length },
        start: this.history.extrapolated,
        limit: limit ?? MOST_GUIDED,
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      model.restore();
      return null;
    }
  }

  #isEnd({ converged, products }: SearchResult, { limit }: LeadingRequest): boolean {
    return converged || products === limit;
  }

  /** By Lanczos, from where Davidson came to. */
  async #goOn(request: LeadingRequest, guided: SearchResult | null): Promise<SearchResult> {
    if (!guided) return this.#alone(request, null);
    // Short of its products it ended where nothing is new in what the model knows: of too little.
    const begun = guided.products < MOST_GUIDED ? [] : guided.pairs.map(({ vector }) => vector);
    const result = await this.#alone(request, begun);
    return { ...result, products: guided.products + result.products };
  }

  /** By Lanczos. @param begun where it begins; null: from the last eigenvectors; without any from random vectors */
  async #alone(
    { point, count, cold, label, limit }: LeadingRequest,
    begun: Eigenvectors | null,
  ): Promise<SearchResult> {
    const { session, algebra, model } = this.#means;
    const { last, extrapolated } = this.history;
    const operator = hessianAt(session, point, productsAtOnce(this.#asked, point.length));
    const stream = new RandomStream(this.#seed, `lanczos/${label}`);
    const random = (length: number): Float64Array => stream.normals(length);
    const search = (start: readonly Float64Array[]): Promise<LanczosResult> =>
      lanczos(operator, {
        count,
        ...(limit === undefined ? {} : { limit }),
        tolerance: this.#tolerance,
        algebra,
        shadow: SHADOW,
        start: start.length > 0 ? start : this.#directions(point.length, random),
        random,
        remembered: model?.keeps(count + SHADOW) ?? 0,
      });
    let result = await search(cold ? [] : (begun ?? extrapolated ?? last));
    if (last[0] && (await this.#isMissed(operator, result, last[0]))) result = await search(last);
    model?.become(result.known);
    return result;
  }

  #directions(length: number, random: (length: number) => Float64Array): Float64Array[] {
    return Array.from({ length: productsAtOnce(this.#asked, length) }, () => random(length));
  }

  /**
   * By Rayleigh's principle λ₁ ≥ uᵀHu for every unit u: a value below that of the last eigenvector is of a lower pair, which a residual
   * alone cannot tell. Where the last eigenvector lies among those found, it cannot be above them. A search that starts from it cannot end
   * below it. A model has it among what it knows.
   */
  async #isMissed(operator: LinearOperator, { pairs }: SearchResult, last: Float64Array): Promise<boolean> {
    const { value } = pairs[0]!;
    const found = pairs.reduce((sum, { vector }) => sum + inner(vector, last) ** 2, 0);
    if (found > FOUND_AGAIN) return false;
    const [image] = await operator([last]);
    return inner(last, image!) > value + this.#tolerance * Math.abs(value);
  }
}
