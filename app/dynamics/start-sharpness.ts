import type { Experiment, ExpressionObjective } from '../experiment/experiment.ts';
import { parseFormula } from '../experiment/formula/parse.ts';
import { chainStart, type ScalarChain } from '../experiment/scalar-chain.ts';
import { eigenvalueList } from '../experiment/eigenvalues.ts';
import { surfaceOf } from './surface.ts';

/** λ₁ as it is known before a run. */
export interface KnownSharpness {
  readonly sharpness: number;
  /** Of a quadratic it is the same everywhere. */
  readonly where: 'everywhere' | 'at the start';
}

/** λ₁ where it follows from the experiment alone: of quadratics, of formulas in one or two variables and of chains; null where only a run measures it. */
export function knownSharpness({ objective }: Pick<Experiment, 'objective'>): KnownSharpness | null {
  switch (objective.kind) {
    case 'quadratic':
      return { sharpness: Math.max(...eigenvalueList(objective.eigenvalues)), where: 'everywhere' };
    case 'expression':
      return atStart(expressionSharpness(objective));
    case 'chain':
      return atStart(chainSharpness(objective));
    case 'quadratic-map':
    case 'network':
      return null;
  }
}

function atStart(sharpness: number | null): KnownSharpness | null {
  return sharpness !== null && Number.isFinite(sharpness) ? { sharpness, where: 'at the start' } : null;
}

function expressionSharpness({ formula, variables, start }: ExpressionObjective): number | null {
  const [x, y, ...more] = variables;
  if (x === undefined || more.length > 0) return null;
  const formulas = [formula].flat();
  const mean = `(${formulas.map((one) => `(${one})`).join('+')})/${formulas.length}`;
  const parsed = parseFormula(mean, variables);
  if ('problems' in parsed) return null;
  const [at = NaN, beside = 0] = start;
  const surface = surfaceOf(parsed.formula, [x, y ?? '']);
  if (y !== undefined) return surface.sharpness([at, beside]);
  return surface.curvatureAlong([at, 0], [1, 0])[0];
}

/**
 * λ₁ of ½(x₁…x_L − τ)²: with p the product and r = p − τ its Hessian is p(p+r)vvᵀ − rp·diag(v²), v = 1/x, a diagonal matrix and one of rank one. For
 * p(p+r) > 0 its largest eigenvalue is where p(p+r) Σ v²/(μ + rpv²) = 1 above the diagonal; null else.
 */
function chainSharpness(chain: ScalarChain): number | null {
  const start = chainStart(chain);
  const product = start.reduce((all, factor) => all * factor, 1);
  const rest = product - chain.target;
  const weight = product * (product + rest);
  if (!(weight > 0)) return null;
  const squares = start.map((factor) => factor ** -2);
  const diagonal = squares.map((square) => -rest * product * square);
  const top = Math.max(...diagonal);
  let [low, high] = [top, top + weight * squares.reduce((sum, square) => sum + square, 0)];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    const sum = squares.reduce((all, square, i) => all + square / (middle - diagonal[i]!), 0);
    if (weight * sum > 1) low = middle;
    else high = middle;
  }
}
