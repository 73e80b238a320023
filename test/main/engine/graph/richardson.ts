/** Derivative at 0 of a smooth function, by central differences extrapolated to step 0: about 1e-12. */
export function derivative(f: (t: number) => number, step = 0.1): number {
  return extrapolate((h) => (f(h) - f(-h)) / (2 * h), step);
}

/** Second derivative at 0: about 1e-10. */
export function secondDerivative(f: (t: number) => number, step = 0.1): number {
  return extrapolate((h) => (f(h) - 2 * f(0) + f(-h)) / h ** 2, step);
}

/** Richardson's extrapolation of an estimate with an error in even powers of its step. */
function extrapolate(estimate: (step: number) => number, step: number): number {
  let row = Array.from({ length: 6 }, (_, i) => estimate(step / 2 ** i));
  for (let order = 1; row.length > 1; order++)
    row = row.slice(1).map((finer, i) => finer + (finer - row[i]!) / (4 ** order - 1));
  return row[0]!;
}
