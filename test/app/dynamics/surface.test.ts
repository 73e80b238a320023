import { expect, test } from 'vitest';
import { surfaceOf } from '../../../app/dynamics/surface.ts';
import { toys } from '../../../app/dynamics/toys.ts';
import { parseFormula } from '../../../app/experiment/formula/parse.ts';

const surface = (text: string) => {
  const parsed = parseFormula(text, ['x', 'y']);
  if ('problems' in parsed) throw new Error(parsed.problems.join(' '));
  return surfaceOf(parsed.formula);
};
const toy = (name: string) => surface(toys.find((one) => one.name === name)!.formula);

/** The larger root of λ² − (a+d)λ + ad − b². */
const larger = (a: number, b: number, d: number) => (a + d + Math.sqrt((a - d) ** 2 + 4 * b * b)) / 2;

test('λ₁ of the toys is that of their Hessians', () => {
  const [ravine, hyperbola] = [toy('ravine'), toy('hyperbola')];
  for (const x of [-1.7, -0.2, 0.4, 3]) {
    for (const y of [-2, 0.1, 1, 2.5]) {
      expect(ravine.sharpness([x, y])).toBeCloseTo(larger(1 + y * y, 2 * x * y, x * x), 12);
      expect(hyperbola.sharpness([x, y])).toBeCloseTo(larger(y * y, 2 * x * y - 1, x * x), 12);
    }
    expect(ravine.sharpness([0, x])).toBeCloseTo(1 + x * x, 13);
    expect(hyperbola.sharpness([x, 1 / x])).toBeCloseTo(x * x + 1 / (x * x), 12);
  }
});

test('the gradient of λ₁ on a valley is the third derivative along u₁', () => {
  const { direction } = toy('ravine').local([0, 2]);
  expect(Math.abs(direction[0])).toBeCloseTo(1, 14);
  expect(toy('ravine').third([0, 2], direction)).toEqual([expect.closeTo(0, 13), expect.closeTo(4, 13)]);
  // λ₁ = x² + y² on xy = 1, so along the valley's tangent (x, −y)/c it rises by 2(x² − y²)/c.
  const [x, y] = [3, 1 / 3];
  const local = toy('hyperbola').local([x, y]);
  const [p, q] = toy('hyperbola').third([x, y], local.direction);
  const c = Math.hypot(x, y);
  expect((p * x - q * y) / c).toBeCloseTo((2 * (x * x - y * y)) / c, 12);
});

test('u₁ is the eigenvector of λ₁, also of a concave surface', () => {
  for (const text of ['-x^2 - 3*y^2 + 0.5*x*y', 'sin(x) + cos(y)*x']) {
    const at = [0.6, -1.1] as const;
    const here = surface(text);
    const { sharpness, direction } = here.local(at);
    const product = here.curvatureAlong(at, direction);
    expect(product).toEqual(direction.map((u) => expect.closeTo(sharpness * u, 10) as number));
  }
  expect(surface('-1e8*x^2 - 1e-8*y^2').sharpness([1, 1])).toBeCloseTo(-2e-8, 20);
});
