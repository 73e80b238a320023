/** SAM on ℓ = ½wᵀΛw away from its cycle: how fast it gets there, and what falls on the way (theory.md section 2; papers A and E). */

const EQUAL = 1e-12; // of λ₁: eigenvalues closer to it are it

/**
 * What a small deviation from the cycle is multiplied by in a step, along the leading eigenvector: 1 − ηλ₁.
 * @param x ηλ₁
 */
export function radialMultiplier(x: number): number {
  return 1 - x;
}

/**
 * The same along another eigenvector: 1 − 2r² − x·r(1 − r). Of size below 1 for 0 < r < 1 and 0 < x < 2; −1 at r = 1, where a pair of equal
 * eigenvalues keeps its ratio for ever.
 * @param x ηλ₁
 * @param r λᵢ/λ₁
 */
export function transverseMultiplier(x: number, r: number): number {
  return 1 - 2 * r * r - x * r * (1 - r);
}

/**
 * The largest multiplier by size: deviations from the cycle shrink by it in a step, in the end. Above 1 the cycle is not reached. Where λ₁ is
 * multiple, cycles fill a sphere in its space, and the deviation is the distance from that: what moves along the sphere is none.
 */
export function contractionRate(stepSize: number, eigenvalues: readonly number[]): number {
  const { first, others } = split(eigenvalues);
  const x = stepSize * first;
  const transverse = others.map((value) => Math.abs(transverseMultiplier(x, value / first)));
  return Math.max(Math.abs(radialMultiplier(x)), ...transverse);
}

/**
 * About how many steps it takes until the deviation from the cycle has fallen by the factor `accuracy`:
 * ln(1/ε)·max{1/(ηλ_d), 1/((4 − ηλ₁)(1 − λ₂/λ₁)), 1/|ln|1 − ηλ₁||}; Infinity where one never does.
 */
export function stepsToCycle(stepSize: number, eigenvalues: readonly number[], accuracy: number): number {
  const { first, others } = split(eigenvalues);
  const x = stepSize * first;
  const last = Math.min(...others);
  const scales = [
    1 / Math.abs(Math.log(Math.abs(radialMultiplier(x)))),
    ...(others.length === 0 ? [] : [1 / (stepSize * last), 1 / ((4 - x) * (1 - others[0]! / first))]),
  ];
  return -Math.log(accuracy) * Math.max(...scales.map((scale) => (scale >= 0 ? scale : Infinity)));
}

/**
 * In one dimension with ηλ < 1, the first step at which w can have another sign than w₀: ⌈ln((|w₀| + ρ)/ρ)/(−ln(1 − ηλ))⌉. From it on the sign
 * changes at every step.
 */
export function firstFlip(x: number, radius: number, start: number): number {
  return Math.ceil(Math.log1p(Math.abs(start) / radius) / -Math.log1p(-x));
}

/**
 * J = ½uᵀCu − ‖u‖ of u = ±Λw with C = (2Λ⁻² − ηΛ⁻¹)/(ηρ), which no step of SAM raises. In terms of w: (‖w‖² − ηℓ)/(ηρ) − ‖g‖, in which
 * nothing is divided by an eigenvalue.
 */
export function energy(
  { stepSize, radius }: { readonly stepSize: number; readonly radius: number },
  at: { readonly squaredNorm: number; readonly loss: number; readonly gradientNorm: number },
): number {
  return (at.squaredNorm - stepSize * at.loss) / (stepSize * radius) - at.gradientNorm;
}

/** How many eigenvalues the largest is. */
export function multiplicity(eigenvalues: readonly number[]): number {
  const { first } = split(eigenvalues);
  return eigenvalues.filter((value) => value >= first * (1 - EQUAL)).length;
}

/** Whether papers A and E show where SAM ends: on a convex quadratic with a simple λ₁. */
export function hasProvenCycle(eigenvalues: readonly number[]): boolean {
  return Math.min(...eigenvalues) >= 0 && multiplicity(eigenvalues) === 1;
}

/** The largest eigenvalue, and those that are not it, the largest first. */
function split(eigenvalues: readonly number[]): {
  readonly first: number;
  readonly others: readonly number[];
} {
  const [first = NaN, ...rest] = eigenvalues.toSorted((a, b) => b - a);
  return { first, others: rest.filter((value) => value < first * (1 - EQUAL)) };
}
