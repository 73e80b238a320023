import { constantValue } from './evaluate.ts';
import type { Formula, FunctionName } from './formula.ts';

/** Highest total order of the derivatives that are kept. */
export type Order = 0 | 1 | 2 | 3;

/**
 * Coefficients of hⁱkʲ in ℓ(x+h, y+k), degree by degree: 1; h, k; h², hk, k²; h³, h²k, hk², k³. A derivative is its coefficient times i!j!.
 */
export type Taylor = readonly number[];

/** What a function's value and its derivatives over k! are, from the value of what it is applied to. */
type Outer = (at: number) => readonly number[];

/**
 * A formula in two variables with its exact derivatives up to an order: every operation is carried out on truncated power series, so nothing is
 * divided by a difference. Where a derivative does not exist its coefficient is not finite; that of |x| at 0 is 0.
 */
export function expansion(
  formula: Formula,
  variables: readonly [string, string],
  order: Order,
): (x: number, y: number) => Taylor {
  const series = new Series(order);
  const compile = (node: Formula): ((x: number, y: number) => Taylor) => {
    switch (node.kind) {
      case 'number': {
        const constant = series.constant(node.value);
        return () => constant;
      }
      case 'variable': {
        const which = variables.indexOf(node.name);
        return which === 0 ? (x) => series.variable(x, 1) : (_, y) => series.variable(y, 2);
      }
      case 'negative': {
        const of = compile(node.of);
        return (x, y) => of(x, y).map((value) => -value);
      }
      case 'call': {
        const [of, outer] = [compile(node.of), functions[node.name]];
        return (x, y) => series.compose(outer, of(x, y));
      }
      case 'operation':
        return operation(node);
    }
  };
  const operation = (node: Extract<Formula, { kind: 'operation' }>): ((x: number, y: number) => Taylor) => {
    const [left, right] = [compile(node.left), compile(node.right)];
    switch (node.operator) {
      case '+':
        return (x, y) => sum(left(x, y), right(x, y), 1);
      case '-':
        return (x, y) => sum(left(x, y), right(x, y), -1);
      case '*':
        return (x, y) => series.product(left(x, y), right(x, y));
      case '/':
        return (x, y) => series.quotient(left(x, y), right(x, y));
      case '^': {
        const exponent = constantValue(node.right);
        if (exponent !== null) {
          const outer = powerOf(exponent);
          return (x, y) => series.compose(outer, left(x, y));
        }
        return (x, y) =>
          series.compose(
            functions.exp,
            series.product(right(x, y), series.compose(functions.log, left(x, y))),
          );
      }
    }
  };
  return compile(formula);
}

const functions: Readonly<Record<FunctionName, Outer>> = {
  exp: (x) => {
    const e = Math.exp(x);
    return [e, e, e / 2, e / 6];
  },
  log: (x) => (x < 0 ? [NaN, NaN, NaN, NaN] : [Math.log(x), 1 / x, -1 / (2 * x * x), 1 / (3 * x ** 3)]),
  sqrt: (x) => {
    const root = Math.sqrt(x);
    return [root, 1 / (2 * root), -1 / (8 * root ** 3), 1 / (16 * root ** 5)];
  },
  sin: (x) => {
    const [s, c] = [Math.sin(x), Math.cos(x)];
    return [s, c, -s / 2, -c / 6];
  },
  cos: (x) => {
    const [s, c] = [Math.sin(x), Math.cos(x)];
    return [c, -s, -c / 2, s / 6];
  },
  tanh: (x) => {
    const t = Math.tanh(x);
    const slope = 1 - t * t;
    return [t, slope, -t * slope, (slope * (3 * t * t - 1)) / 3];
  },
  abs: (x) => [Math.abs(x), Math.sign(x), 0, 0],
};

/** x^p for a number p: binomials of p times powers of x. */
function powerOf(exponent: number): Outer {
  const binomials = [1, 2, 3].reduce((all, k) => [...all, ((all[k - 1] ?? 0) * (exponent - k + 1)) / k], [1]);
  return (x) => binomials.map((binomial, k) => (binomial === 0 ? 0 : binomial * x ** (exponent - k)));
}

function sum(a: Taylor, b: Taylor, sign: 1 | -1): Taylor {
  return a.map((value, index) => value + sign * (b[index] ?? 0));
}

/** Arithmetic of power series in h and k without the terms above an order. */
class Series {
  readonly #order: Order;
  readonly #length: number;
  /** Which coefficients of two factors meet in one of the product: left, right, product, one after the other. */
  readonly #meet: Uint8Array;

  constructor(order: Order) {
    this.#order = order;
    this.#length = ((order + 1) * (order + 2)) / 2;
    const powers = Array.from({ length: order + 1 }, (_, degree) =>
      Array.from({ length: degree + 1 }, (_, j) => [degree - j, j] as const),
    ).flat();
    this.#meet = Uint8Array.from(
      powers.flatMap(([i, j], left) =>
        powers.flatMap(([k, l], right) => (i + j + k + l > order ? [] : [left, right, place(i + k, j + l)])),
      ),
    );
  }

  constant(value: number): number[] {
    const result = new Array<number>(this.#length).fill(0);
    result[0] = value;
    return result;
  }

  /** @param place of the variable's own deviation: 1 for h, 2 for k */
  variable(value: number, place: 1 | 2): Taylor {
    const result = new Array<number>(this.#length).fill(0);
    result[0] = value;
    if (this.#order > 0) result[place] = 1;
    return result;
  }

  product(a: Taylor, b: Taylor): number[] {
    const result = new Array<number>(this.#length).fill(0);
    const meet = this.#meet;
    for (let at = 0; at < meet.length; at += 3) result[meet[at + 2]!]! += a[meet[at]!]! * b[meet[at + 1]!]!;
    return result;
  }

  /** q with qb = a, coefficient by coefficient from the lowest degree on. */
  quotient(a: Taylor, b: Taylor): Taylor {
    const result = [...a];
    const first = b[0] ?? NaN;
    result[0] = (a[0] ?? NaN) / first;
    const meet = this.#meet;
    for (let at = 1; at < this.#length; at++) {
      for (let pair = 0; pair < meet.length; pair += 3) {
        const [left, right] = [meet[pair]!, meet[pair + 1]!];
        if (meet[pair + 2] === at && right > 0) result[at]! -= result[left]! * b[right]!;
      }
      result[at]! /= first;
    }
    return result;
  }

  compose(outer: Outer, inner: Taylor): Taylor {
    const coefficients = outer(inner[0] ?? NaN);
    const deviation = inner.slice();
    deviation[0] = 0;
    const highest = coefficients[this.#order] ?? 0;
    if (this.#order === 0) return [highest];
    let result = deviation.map((value) => highest * value);
    result[0] = coefficients[this.#order - 1] ?? NaN;
    for (let k = this.#order - 2; k >= 0; k--) {
      result = this.product(result, deviation);
      result[0] = coefficients[k] ?? NaN;
    }
    return result;
  }
}

/** Where the coefficient of hⁱkʲ stands. */
function place(i: number, j: number): number {
  return ((i + j) * (i + j + 1)) / 2 + j;
}
