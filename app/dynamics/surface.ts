import { expansion, type Order, type Taylor } from '../experiment/formula/taylor.ts';
import type { Formula } from '../experiment/formula/formula.ts';

export type Point = readonly [x: number, y: number];

/** Value, slope and leading curvature of an objective of two variables at a point. */
export interface Local {
  readonly loss: number;
  /** g. */
  readonly gradient: Point;
  /** λ₁, the larger eigenvalue of the Hessian. */
  readonly sharpness: number;
  /** u₁, a unit vector, either sign. */
  readonly direction: Point;
}

/** An objective of two variables with its exact derivatives (formula/taylor.ts). */
export interface Surface {
  readonly loss: (point: Point) => number;
  /** ∇ℓ. */
  readonly gradient: (point: Point) => Point;
  /** λ₁. */
  readonly sharpness: (point: Point) => number;
  readonly local: (point: Point) => Local;
  /** D³ℓ(v,v,·); with v = u₁ it is ∇λ₁ where λ₁ is simple (docs/theory.md, section 3). */
  readonly third: (point: Point, v: Point) => Point;
  /** ∇²ℓ·v. */
  readonly curvatureAlong: (point: Point, v: Point) => Point;
}

/** The surface of a formula in two variables. */
export function surfaceOf(formula: Formula, variables: readonly [string, string] = ['x', 'y']): Surface {
  const of = (order: Order): ((x: number, y: number) => Taylor) => expansion(formula, variables, order);
  const [values, slopes, curvatures, thirds] = [of(0), of(1), of(2), of(3)];
  return {
    loss: ([x, y]) => values(x, y)[0] ?? NaN,
    gradient: ([x, y]) => {
      const [, h = NaN, k = NaN] = slopes(x, y);
      return [h, k];
    },
    sharpness: ([x, y]) => largerEigenvalue(curvatures(x, y)),
    local: ([x, y]) => {
      const at = curvatures(x, y);
      const [loss = NaN, h = NaN, k = NaN, hh = NaN, hk = NaN, kk = NaN] = at;
      const angle = Math.atan2(hk, hh - kk) / 2;
      return {
        loss,
        gradient: [h, k],
        sharpness: largerEigenvalue(at),
        direction: [Math.cos(angle), Math.sin(angle)],
      };
    },
    third: ([x, y], [p, q]) => {
      const [hhh = NaN, hhk = NaN, hkk = NaN, kkk = NaN] = thirds(x, y).slice(6);
      return [
        6 * hhh * p * p + 4 * hhk * p * q + 2 * hkk * q * q,
        2 * hhk * p * p + 4 * hkk * p * q + 6 * kkk * q * q,
      ];
    },
    curvatureAlong: ([x, y], [p, q]) => {
      const [hh = NaN, hk = NaN, kk = NaN] = curvatures(x, y).slice(3);
      return [2 * hh * p + hk * q, hk * p + 2 * kk * q];
    },
  };
}

/** λ₁ of [[a, b], [b, d]], written so that nothing cancels: with both eigenvalues negative it is their product over the smaller one. */
function largerEigenvalue([, , , hh = NaN, hk = NaN, kk = NaN]: Taylor): number {
  const [a, b, d] = [2 * hh, hk, 2 * kk];
  const middle = (a + d) / 2;
  const reach = Math.hypot((a - d) / 2, b);
  return middle >= 0 || reach === 0 ? middle + reach : (a * d - b * b) / (middle - reach);
}
