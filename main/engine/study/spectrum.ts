import { bytesText } from '../../../app/experiment/memory.ts';
import type { NamedArray } from '../../../app/run/checkpoint.ts';
import type { Precision } from '../../../app/experiment/experiment.ts';
import { probesSideBySide } from '../../../app/experiment/spectrum.ts';
import type { SpectrumQuestion } from '../../../app/study/spectrum.ts';
import { broadened } from '../curvature/density.ts';
import { hessianAt } from '../curvature/hessian.ts';
import type { Algebra } from '../curvature/algebra.ts';
import { lanczos, type LanczosResult, type LinearOperator } from '../curvature/lanczos.ts';
import { quadratures, type Quadrature } from '../curvature/quadrature.ts';
import { symmetricEigensystem } from '../curvature/symmetric-eigen.ts';
import type { Session } from '../execute/executor.ts';
import { EngineError } from '../problem.ts';
import { RandomStream } from '../random/stream.ts';
import { availableMemory } from '../run/available-memory.ts';
import { scalar, vector } from './arrays.ts';
import type { TellShare } from './tell.ts';

const TOLERANCE = { float64: 1e-6, float32: 1e-4 }; // of |λ|: a Hessian-vector product in float32 is known to about 1e-6
const MOST_PRODUCTS = 400; // for the eigenvalues at either end: λ_min often lies at the edge of a dense crowd
const ENDS_SHARE = 0.2; // of the progress

/** Nodes of the spectral density, and what they tell of the trace. */
interface Nodes {
  readonly nodes: number[];
  readonly weights: number[];
  readonly probes: number[];
  readonly trace: number;
  readonly traceError: number;
  readonly exact: boolean;
}

/** What the Hessian-vector products of a run are made by. */
export interface Products {
  /** With the program `hessianVectorProducts`. */
  readonly session: Session;
  readonly algebra: Algebra;
  readonly precision: Precision;
  /** Products that one call makes. */
  readonly together: number;
}

/** Counts the products of an operator. */
interface Counted {
  readonly apply: LinearOperator;
  products: number;
}

/**
 * The spectrum of ∇²ℓ at w: stochastic Lanczos quadrature of its density (Ubaru, Chen & Saad 2017; Ghorbani, Krishnan & Xiao 2019) with the
 * trace by Hutchinson's estimator over the same Rademacher probes, and the eigenvalues at both ends. Where there are no more parameters than
 * Lanczos steps, all eigenvalues instead, from the dense Hessian.
 * @throws RangeError where the Hessian is not finite
 */
export async function measureSpectrum(
  by: Products,
  w: Float64Array,
  question: SpectrumQuestion,
  tell: TellShare,
): Promise<NamedArray[]> {
  const counted = count(hessianAt(by.session, w, by.together));
  tell(0, 'leading eigenvalues');
  const top = await extreme(
    { operator: counted.apply, end: 'largest', wanted: question.count },
    w.length,
    by,
    question,
  );
  tell(ENDS_SHARE / 2, 'smallest eigenvalue');
  const bottom = await extreme(
    { operator: negated(counted.apply), end: 'smallest', wanted: 1 },
    w.length,
    by,
    question,
  );
  const least = { value: -bottom.pairs[0]!.value, residual: bottom.pairs[0]!.residual };
  const told = (share: number): void =>
    tell(ENDS_SHARE + (1 - ENDS_SHARE) * share, 'quadrature of the density');
  const found =
    w.length <= question.steps
      ? await allEigenvalues(counted.apply, w.length)
      : await quadrature(counted.apply, { n: w.length, algebra: by.algebra }, question, told);
  const pairs = top.pairs.slice(0, question.count);
  const nodes = Float64Array.from(found.nodes);
  const weights = Float64Array.from(found.weights);
  const density = broadened(nodes, weights, [least.value, pairs[0]!.value]);
  return [
    vector('nodes', nodes),
    vector('weights', weights),
    vector('probes', found.probes),
    vector('grid', density.grid),
    vector('density', density.values),
    scalar('broadening', density.broadening),
    vector('trace', [found.trace, found.traceError]),
    vector(
      'eigenvalues',
      pairs.map(({ value }) => value),
    ),
    vector(
      'residuals',
      pairs.map(({ residual }) => residual),
    ),
    vector('least', [least.value, least.residual]),
    scalar('parameters', w.length),
    scalar('exact', found.exact ? 1 : 0),
    scalar('products', counted.products),
  ];
}

function count(operator: LinearOperator): Counted {
  const counted: Counted = {
    products: 0,
    apply: (vectors) => {
      counted.products += vectors.length;
      return operator(vectors);
    },
  };
  return counted;
}

/** −H: its largest eigenvalue is H's smallest. */
function negated(operator: LinearOperator): LinearOperator {
  return async (vectors) =>
    (await operator(vectors)).map((image) => {
      image.forEach((value, i) => (image[i] = -value));
      return image;
    });
}

/** The largest eigenvalues of an operator on n parameters, `wanted` of them. @param of.end names their random stream */
function extreme(
  of: { readonly operator: LinearOperator; readonly end: string; readonly wanted: number },
  n: number,
  { precision, together, algebra }: Products,
  { seed }: SpectrumQuestion,
): Promise<LanczosResult> {
  const stream = new RandomStream(seed, `spectrum/${of.end}`);
  const random = (length: number): Float64Array => stream.normals(length);
  const width = Math.min(of.wanted + 1, together);
  return lanczos(of.operator, {
    count: Math.min(of.wanted, n),
    tolerance: TOLERANCE[precision],
    shadow: 0,
    algebra,
    start: Array.from({ length: width }, () => random(n)),
    random,
    limit: MOST_PRODUCTS,
  });
}

/** From H column by column: fewer products than a quadrature takes. */
async function allEigenvalues(operator: LinearOperator, n: number): Promise<Nodes> {
  const unit = (i: number): Float64Array => Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0));
  const columns = await operator(Array.from({ length: n }, (_, i) => unit(i)));
  const matrix = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return (columns[i]![j]! + columns[j]![i]!) / 2;
  });
  if (!matrix.every(Number.isFinite)) throw new RangeError('The Hessian has a value that is not finite.');
  const nodes = [...symmetricEigensystem(matrix, n).values];
  return {
    nodes,
    weights: nodes.map(() => 1 / n),
    probes: nodes.map(() => 0),
    trace: columns.reduce((sum, column, i) => sum + column[i]!, 0),
    traceError: 0,
    exact: true,
  };
}

async function quadrature(
  operator: LinearOperator,
  { n, algebra }: { readonly n: number; readonly algebra: Algebra },
  { vectors, steps, seed }: SpectrumQuestion,
  heard: (share: number) => void,
): Promise<Nodes> {
  const sideBySide = probesAtOnce(n, { vectors, steps });
  const found: Quadrature[] = [];
  let products = 0;
  while (found.length < vectors) {
    const some = Math.min(sideBySide, vectors - found.length);
    const probes = Array.from({ length: some }, (_, i) => rademacher(n, seed, found.length + i));
    found.push(
      ...(await quadratures(operator, probes, {
        steps,
        algebra,
        heard: (made) => {
          products += made;
          heard(products / (vectors * steps));
        },
      })),
    );
  }
  const traces = found.map(({ nodes, weights }) =>
    nodes.reduce((sum, node, i) => sum + n * weights[i]! * node, 0),
  );
  return {
    nodes: found.flatMap(({ nodes }) => [...nodes]),
    weights: found.flatMap(({ weights }) => Array.from(weights, (weight) => weight / vectors)),
    probes: found.flatMap(({ nodes }, probe) => Array.from(nodes, () => probe)),
    ...meanWithError(traces),
    exact: false,
  };
}

/** Entries ±1: of all probes with independent entries those with the least variance of zᵀHz (Hutchinson 1989). */
function rademacher(n: number, seed: number, probe: number): Float64Array {
  const stream = new RandomStream(seed, `spectrum/probe/${probe}`);
  return Float64Array.from({ length: n }, () => (stream.uniform() < 0.5 ? -1 : 1));
}

/** How many probes' bases are held at once. @param available bytes that this process can take @throws EngineError `memory` where not even one has room */
export function probesAtOnce(
  n: number,
  question: Pick<SpectrumQuestion, 'vectors' | 'steps'>,
  available = availableMemory(),
): number {
  const bytes = 8 * n * question.steps;
  if (bytes > available)
    throw new EngineError(
      'memory',
      `The quadrature holds ${question.steps} vectors of ${n} parameters, about ${bytesText(bytes)}, and ${bytesText(available)} are left on this machine. Ask for fewer steps.`,
    );
  return probesSideBySide(n, question);
}

/** Mean and standard error; that is NaN of a single value. */
function meanWithError(values: readonly number[]): { readonly trace: number; readonly traceError: number } {
  const count = values.length;
  const trace = values.reduce((sum, value) => sum + value, 0) / count;
  const square = values.reduce((sum, value) => sum + (value - trace) ** 2, 0);
  return { trace, traceError: Math.sqrt(square / (count - 1) / count) };
}
