import { expect, test } from 'vitest';
import { cycle } from '../../../app/dynamics/cycle.ts';
import { descend, midpointAt, oscillationAt } from '../../../app/dynamics/descent.ts';
import { surfaceOf } from '../../../app/dynamics/surface.ts';
import { parseFormula } from '../../../app/experiment/formula/parse.ts';
import { collect, valuesOf } from '../../main/engine/run/collect.ts';

function surface(text: string) {
  const parsed = parseFormula(text, ['x', 'y']);
  if ('problems' in parsed) throw new Error(parsed.problems.join(' '));
  return surfaceOf(parsed.formula);
}

test.each([
  { formula: '0.5*(1+y^2)*x^2', start: [0.8, 2], stepSize: 0.1, radius: 0.1 },
  { formula: '0.5*(1+y^2)*x^2', start: [0.8, 2], stepSize: 0.1, radius: 0 },
  { formula: '0.5*(x*y-1)^2', start: [3, 0.4], stepSize: 0.05, radius: 0.1 },
  { formula: '(1-x)^2 + 5*(y-x^2)^2', start: [-1, 1.2], stepSize: 0.02, radius: 0.05 },
  { formula: 'sqrt(1+x^2) + tanh(y)^2 + 0.1*exp(-x*y)', start: [1, -2], stepSize: 0.2, radius: 0.05 },
] as const)(
  'a path on $formula with ρ = $radius is that of a run',
  async ({ formula, start, stepSize, radius }) => {
    const steps = 400;
    const optimizer = radius === 0 ? { kind: 'gd', stepSize } : { kind: 'sam', stepSize, radius };
    const run = await collect({
      objective: { kind: 'expression', variables: ['x', 'y'], formula, start },
      optimizer,
      steps,
      backend: 'reference',
    });
    const path = descend(surface(formula).gradient, start, { stepSize, radius, steps });
    expect(path.iterates).toHaveLength(steps + 1);
    for (const [i, name] of ['w.x', 'w.y'].entries()) {
      const theirs = valuesOf(run, name);
      expect(theirs.length).toBeGreaterThanOrEqual(steps);
      const furthest = Math.max(...theirs.map((value, step) => Math.abs(value - path.iterates[step]![i]!)));
      expect(furthest).toBeLessThan(1e-12);
    }
  },
);

test('on a quadratic SAM ends in the two-cycle, its ascent points at b', () => {
  const [stepSize, radius, steps] = [0.5, 0.05, 400];
  const { iterates, ascents } = descend(([x, y]) => [x!, 0.3 * y!], [1, 2], { stepSize, radius, steps });
  const { amplitude, ascentDistance } = cycle(stepSize, radius, 1)!;
  expect(Math.hypot(...iterates[steps]!)).toBeCloseTo(amplitude, 12);
  expect(Math.hypot(...ascents[steps - 1]!)).toBeCloseTo(ascentDistance, 12);
  expect(Math.abs(oscillationAt(iterates, steps - 1, [1, 0])!)).toBeCloseTo(amplitude, 12);
  expect(midpointAt(iterates, steps - 1)).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
  expect([oscillationAt(iterates, 0, [1, 0]), midpointAt(iterates, steps)]).toEqual([null, null]);
});

test('a path ends where the gradient is zero, and before it is no longer a number', () => {
  const settings = { stepSize: 0.5, radius: 0.1, steps: 50 };
  expect(descend(([x]) => [x!], [0], settings)).toEqual({ iterates: [[0]], ascents: [], end: 'rests' });
  const { iterates, end } = descend(([x]) => [-(x! ** 3)], [3], settings);
  expect(end).toBe('left');
  expect(iterates.length).toBeLessThan(20);
  expect(iterates.flat().every(Number.isFinite)).toBe(true);
});
