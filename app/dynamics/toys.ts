/**
 * The two objectives of two variables whose drift is known in closed form: along the valley the flow of −κ∇λ₁ conserves a function of the
 * place plus a multiple of the steps (theory.md section 3, error O(ρ²)).
 */
export interface Toy {
  readonly name: 'ravine' | 'hyperbola';
  /** ℓ as the lab writes it, in variables x and y. */
  readonly formula: string;
  /** λ₁ on the valley after `steps` more steps of SAM, from where it is `sharpness`. */
  sharpnessAfter(sharpness: number, motion: Motion): number;
}

export interface Motion {
  readonly stepSize: number;
  readonly radius: number;
  readonly steps: number;
}

/** ℓ = ½(1 + y²)x², valley x = 0, λ₁ = 1 + y²: F(y) = c² ln y − cηy² + η²y⁴/4 with c = 2 − η falls by 4ηρ² a step. */
const ravine: Toy = {
  name: 'ravine',
  formula: '0.5*(1+y^2)*x^2',
  sharpnessAfter: (sharpness, { stepSize, radius, steps }) => {
    const c = 2 - stepSize;
    // In z = ln y, so that y → 0 is no border: F = c²z − cη e^{2z} + η² e^{4z}/4.
    const f = (z: number): number =>
      c * c * z - c * stepSize * Math.exp(2 * z) + (stepSize ** 2 / 4) * Math.exp(4 * z);
    const start = Math.log(sharpness - 1) / 2;
    const target = f(start) - 4 * stepSize * radius ** 2 * steps;
    const lowest = start - (4 * stepSize * radius ** 2 * steps) / leastSlope(c, stepSize, start) - 1;
    return 1 + Math.exp(2 * root((z) => f(z) - target, lowest, start));
  },
};

/** dF/dz = (c − ηy²)² falls with y where y² < c/η, that is where ηλ₁ < 2: its least value between here and y = 0 is the one here. */
function leastSlope(c: number, stepSize: number, z: number): number {
  return (c - stepSize * Math.exp(2 * z)) ** 2;
}

/** ℓ = ½(xy − 1)², valley xy = 1, λ₁ = x² + y² = 2c: G(c) = ½(1+η²)ln(c²−1) − 2ηc − η ln((c−1)/(c+1)) + η²c²/2 falls by 2ηρ² a step. */
const hyperbola: Toy = {
  name: 'hyperbola',
  formula: '0.5*(x*y-1)^2',
  sharpnessAfter: (sharpness, { stepSize, radius, steps }) => {
    // In d = ln(c − 1): c → 1 is no border.
    const g = (d: number): number => {
      const less = Math.exp(d);
      const c = 1 + less;
      const more = 2 + less;
      return (
        0.5 * (1 + stepSize ** 2) * (d + Math.log(more)) -
        2 * stepSize * c -
        stepSize * (d - Math.log(more)) +
        (stepSize ** 2 * c ** 2) / 2
      );
    };
    const start = Math.log(sharpness / 2 - 1);
    const target = g(start) - 2 * stepSize * radius ** 2 * steps;
    let lowest = start - 1;
    while (g(lowest) > target) lowest -= 2 * (start - lowest);
    return 2 * (1 + Math.exp(root((d) => g(d) - target, lowest, start)));
  },
};

export const toys: readonly Toy[] = [ravine, hyperbola];

/** The zero of a rising function between two places, by bisection to the last bit. */
function root(f: (at: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = (below + above) / 2;
    if (!(middle > below && middle < above)) return middle;
    if (f(middle) > 0) above = middle;
    else below = middle;
  }
}
