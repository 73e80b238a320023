import { expect, test } from 'vitest';
import * as build from '../../../../main/engine/graph/build.ts';
import { constant, dot, input, mul, sum } from '../../../../main/engine/graph/build.ts';
import { forward } from '../../../../main/engine/graph/forward.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { size } from '../../../../main/engine/graph/tensor.ts';
import { distance, evaluate, scattered } from './evaluate.ts';
import { maximumCases, primitiveCases } from './primitive-cases.ts';
import { derivative, secondDerivative } from './richardson.ts';

test.each(primitiveCases)(
  'the derivatives of $name are those of the same by hand',
  async ({ shapes, values, between, build, compute, still = [] }) => {
    const [low, high] = between ?? [-1.2, 1.2];
    const at = shapes.map((shape, i) => Float64Array.from(values?.[i] ?? scattered(shape, i, low, high)));
    const along = shapes.map((shape, i) =>
      still.includes(i) ? new Float64Array(size(shape)) : scattered(shape, 10 + i, -0.9, 0.9),
    );
    const moving = shapes.flatMap((_, i) => (still.includes(i) ? [] : [i]));
    const x = shapes.map((shape, i) => input(`x${i}`, shape));
    const v = shapes.map((shape, i) => constant(along[i]!, shape));
    const value = build(...x);
    const weights = scattered(value.shape, 5);
    // ℓ = Σ u f², which has a second derivative where f is linear too.
    const loss = sum(mul(constant(weights, value.shape), mul(value, value)));
    const wrt = moving.map((i) => x[i]!);
    const tangents = moving.map((i) => v[i]!);
    const [slope] = forward([loss], wrt, tangents);
    const [curvature] = forward([slope!], wrt, tangents);
    const gradient = reverse(loss, wrt);
    const product = forward(gradient, wrt, tangents);
    const inner = (tensors: typeof gradient) => tensors.map((tensor, i) => dot(tensor, tangents[i]!));
    const named = Object.fromEntries(at.map((array, i) => [`x${i}`, array]));
    const [fSlope, fCurvature, ...parts] = await evaluate(
      [slope!, curvature!, ...inner(gradient), ...inner(product)],
      named,
    );

    const line = (t: number): number =>
      compute(...at.map((array, i) => array.map((a, j) => a + t * along[i]![j]!))).reduce(
        (total, f, i) => total + weights[i]! * f ** 2,
        0,
      );
    const [first, second] = [derivative(line), secondDerivative(line)];
    const total = (from: number): number =>
      parts.slice(from, from + moving.length).reduce((so, part) => so + part[0]!, 0);
    expect(distance(fSlope!, [first])).toBeLessThan(1e-9);
    expect(distance([total(0)], [first])).toBeLessThan(1e-9);
    expect(distance(fCurvature!, [second])).toBeLessThan(1e-7);
    expect(distance([total(moving.length)], [second])).toBeLessThan(1e-7);
  },
);

test.each(primitiveCases)(
  'every entry of the gradient of $name is that of the same by hand',
  async ({ shapes, values, between, build, compute, still = [] }) => {
    const [low, high] = between ?? [-1.2, 1.2];
    const at = shapes.map((shape, i) => Float64Array.from(values?.[i] ?? scattered(shape, i, low, high)));
    const x = shapes.map((shape, i) => input(`x${i}`, shape));
    const value = build(...x);
    const weights = scattered(value.shape, 6);
    const gradient = reverse(dot(value, constant(weights, value.shape)), x);
    const named = Object.fromEntries(at.map((array, i) => [`x${i}`, array]));
    const results = await evaluate(gradient, named);
    results.forEach((entries, i) => {
      const byHand = entries.map((_, j) =>
        still.includes(i)
          ? 0
          : derivative((t) => {
              const moved = at.map((array, k) => (k === i ? array.with(j, array[j]! + t) : array));
              return compute(...moved).reduce((total, f, k) => total + weights[k]! * f, 0);
            }),
      );
      expect(distance(entries, byHand)).toBeLessThan(1e-10);
    });
  },
);

test.each(maximumCases)('$name counts as constant', async ({ shapes, build }) => {
  const x = input('x', shapes[0]!);
  const [gradient] = await evaluate(reverse(sum(build(x)), [x]), { x: scattered(shapes[0]!, 1) });
  expect(gradient!.every((entry) => entry === 0)).toBe(true);
});

const σ = (x: number): number => 1 / (1 + Math.exp(-x));
/** f′, f″ and f‴ as calculus has them. */
const closedForms = [
  { name: 'exp', of: [Math.exp, Math.exp, Math.exp] },
  { name: 'log', of: [(x: number) => 1 / x, (x: number) => -1 / x ** 2, (x: number) => 2 / x ** 3] },
  {
    name: 'sqrt',
    of: [(x: number) => 0.5 * x ** -0.5, (x: number) => -0.25 * x ** -1.5, (x: number) => 0.375 * x ** -2.5],
  },
  {
    name: 'tanh',
    of: [
      (x: number) => 1 / Math.cosh(x) ** 2,
      (x: number) => (-2 * Math.sinh(x)) / Math.cosh(x) ** 3,
      (x: number) => (4 * Math.sinh(x) ** 2 - 2) / Math.cosh(x) ** 4,
    ],
  },
  {
    name: 'sigmoid',
    of: [
      (x: number) => σ(x) * σ(-x),
      (x: number) => σ(x) * σ(-x) * (1 - 2 * σ(x)),
      (x: number) => σ(x) * σ(-x) * (1 - 6 * σ(x) * σ(-x)),
    ],
  },
  {
    name: 'softplus',
    of: [σ, (x: number) => σ(x) * σ(-x), (x: number) => σ(x) * σ(-x) * (1 - 2 * σ(x))],
  },
  { name: 'sin', of: [Math.cos, (x: number) => -Math.sin(x), (x: number) => -Math.cos(x)] },
  { name: 'cos', of: [(x: number) => -Math.sin(x), (x: number) => -Math.cos(x), Math.sin] },
] as const;

test.each(closedForms)('the first three derivatives of $name are those of calculus', async ({ name, of }) => {
  const at = [0.2, 0.7, 1.3, 2.5];
  const x = input('x', [4]);
  const first = reverse(sum(build[name](x)), [x]);
  const second = forward(first, [x], [constant(1, [4])]);
  const third = forward(second, [x], [constant(1, [4])]);
  const results = await evaluate([...first, ...second, ...third], { x: at });
  of.forEach((f, i) => expect(distance(results[i]!, at.map(f))).toBeLessThan(1e-13));
});

test('a whole power has its derivatives at zero', async () => {
  const x = input('x', [1]);
  const one = constant(1, [1]);
  const orders = (exponent: number) => {
    const first = reverse(sum(build.power(x, exponent)), [x]);
    const second = forward(first, [x], [one]);
    return [...first, ...second, ...forward(second, [x], [one])];
  };
  const results = await evaluate([0, 1, 2, 3].flatMap(orders), { x: [0] });
  // Rows: x⁰, x¹, x², x³; columns: first to third derivative at 0.
  expect(results.map(([value]) => value)).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 6]);
});

test('what an output does not depend on has a derivative of zero, whatever its value', async () => {
  const [x, y] = [input('x', [2]), input('y', [2])];
  const results = await evaluate(
    [...reverse(sum(build.exp(x)), [y]), ...forward([build.log(x)], [y], [constant(1, [2])])],
    { x: [0, Infinity] },
  );
  expect(results).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('a derivative of something else than its kind is refused', () => {
  const x = input('x', [2, 3]);
  expect(() => reverse(x, [x])).toThrow('reverse: the gradient of [2, 3]; it takes a scalar.');
  expect(() => forward([x], [x], [constant(1, [3])])).toThrow('forward: tangent 0 of [2, 3] is [3].');
  expect(() => forward([x], [x], [])).toThrow('forward: tangent 0 of [2, 3] is none.');
});
