import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openExecutor } from '../../../../main/engine/execute/executors.ts';
import { add, dot, exp, input, mul, power, sin, slice, sum } from '../../../../main/engine/graph/build.ts';
import { forward } from '../../../../main/engine/graph/forward.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { distance, evaluate } from './evaluate.ts';
import { matrices, randomPrograms, x, y } from './random-program.ts';

const [u, v, weights] = [input('u', [2, 3]), input('v', [2, 3]), input('weights', [2, 3])];
const wrt = [x, y];

/** Whether two numbers are the same but for rounding, on the scale of what they were summed from. */
function expectEqual(a: number, b: number, scale: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-11 * (1 + scale));
}

test('a random program gives what it is by hand, after simplification, on both executors', async () => {
  const onnx = await openExecutor('onnx');
  await fc.assert(
    fc.asyncProperty(randomPrograms, matrices, matrices, async ({ result, compute }, atX, atY) => {
      const values = { x: atX, y: atY };
      const [found] = await evaluate([result], values);
      expect(distance(found!, compute(atX, atY))).toBeLessThan(1e-11);
      const [byOnnx] = await evaluate([result], values, onnx);
      expect(distance(byOnnx!, found!)).toBeLessThan(1e-10);
    }),
    { numRuns: 60 },
  );
});

test('forward and reverse are adjoint: u·(Jv) = (uJ)·v', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomPrograms,
      fc.array(matrices, { minLength: 5, maxLength: 5 }),
      async (program, at) => {
        const { result } = program;
        const [tangent] = forward([result], wrt, [u, v]);
        const [gradientX, gradientY] = reverse(dot(weights, result), wrt);
        const parts = [dot(weights, tangent!), dot(gradientX!, u), dot(gradientY!, v)];
        const scale = sum(mul(dot(tangent!, tangent!), dot(weights, weights)));
        const [left, rightX, rightY, size] = (await evaluate([...parts, scale], named(at))).map(([n]) => n!);
        expectEqual(left!, rightX! + rightY!, Math.sqrt(size!) + Math.abs(rightX!) + Math.abs(rightY!));
      },
    ),
    { numRuns: 100 },
  );
});

test('second derivatives commute: u·(Hv) = v·(Hu), forward over reverse and reverse over forward', async () => {
  await fc.assert(
    fc.asyncProperty(
      randomPrograms,
      fc.array(matrices, { minLength: 5, maxLength: 5 }),
      async (program, at) => {
        const loss = dot(weights, program.result);
        const gradient = reverse(loss, [x]);
        const [hv] = forward(gradient, [x], [v]);
        const [hu] = forward(gradient, [x], [u]);
        const [slope] = forward([loss], [x], [v]);
        const [hvAgain] = reverse(slope!, [x]);
        const values = await evaluate([dot(u, hv!), dot(v, hu!), dot(u, hvAgain!), dot(hv!, hv!)], named(at));
        const [uHv, vHu, again, size] = values.map(([n]) => n!);
        expectEqual(uHv!, vHu!, Math.sqrt(size!) * 10);
        expectEqual(uHv!, again!, Math.sqrt(size!) * 10);
      },
    ),
    { numRuns: 100 },
  );
});

test('the third derivative of an expression is that of calculus', async () => {
  // f = eˣ sin y + x³y, in two variables; D³f(v,v,·) with v = (a, b).
  const w = input('w', [2]);
  const along = input('along', [2]);
  const [p, q] = [slice(w, [0], [1]), slice(w, [1], [1])];
  const f = sum(add(mul(exp(p), sin(q)), mul(power(p, 3), q)));
  const [first] = forward([f], [w], [along]);
  const [second] = forward([first!], [w], [along]);
  const third = reverse(second!, [w]);
  const [s, t, a, b] = [0.7, -0.4, 1.3, 0.6];
  const [found] = await evaluate(third, { w: [s, t], along: [a, b] });
  const e = Math.exp(s);
  const xxx = e * Math.sin(t) + 6 * t;
  const xxy = e * Math.cos(t) + 6 * s;
  const xyy = -e * Math.sin(t);
  const yyy = -e * Math.cos(t);
  expect(
    distance(found!, [
      a * a * xxx + 2 * a * b * xxy + b * b * xyy,
      a * a * xxy + 2 * a * b * xyy + b * b * yyy,
    ]),
  ).toBeLessThan(1e-13);
});

function named(at: readonly (readonly number[])[]): Record<string, readonly number[]> {
  const names = ['x', 'y', 'u', 'v', 'weights'];
  return Object.fromEntries(names.map((name, i) => [name, at[i]!]));
}
