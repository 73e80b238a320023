import { expect, test } from 'vitest';
import { cycle } from '../../../../app/dynamics/cycle.ts';
import { buildQuadraticMap } from '../../../../main/engine/objective/quadratic-map.ts';
import { collect, summaryOf, valuesOf } from './collect.ts';
import { QuadraticMapValley } from './valley-flow.ts';

const eta = 0.1;
const map = {
  kind: 'quadratic-map',
  parameters: 8,
  examples: 3,
  slope: 1,
  curvature: 0.3,
  teacher: 1,
} as const;

// docs/theory.md, section 3: claims 2 and 3 on least squares whose valley has five dimensions and bends, with curvature across it in three.
test.each([1, 2, 3])(
  'on least squares λ₁ falls as by the Riemannian flow of κ, and the drift is −κ∇λ₁, with errors that fall by four with ρ/2: seed %d',
  async (seed) => {
    const objective = buildQuadraticMap({ ...map, start: 'random' }, seed);
    const valley = new QuadraticMapValley(objective);
    const from = valley.bottom(objective.start);
    const { sharpness, direction } = valley.at(from);
    const found = [];
    for (const radius of [0.1, 0.05]) {
      const steps = Math.round(600 * (0.1 / radius) ** 2);
      const { amplitude } = cycle(eta, radius, sharpness)!;
      const run = await collect({
        seed,
        objective: { ...map, start: Array.from(from, (value, j) => value + amplitude * direction[j]!) },
        optimizer: { kind: 'sam', stepSize: eta, radius },
        steps,
        backend: 'reference',
        measure: {
          sharpness: { every: Math.round((steps - 2) / 9), count: 2, tolerance: 1e-10 },
          drift: true,
        },
      });
      const end = valley.at(valley.flow(from, steps, eta, radius)).sharpness;
      const { driftRatio, driftAlignment } = summaryOf(run);
      const last = valuesOf(run, 'midpointSharpness').at(-1)!;
      expect(end).toBeLessThan(0.9 * sharpness); // it has come a long way
      found.push({ fall: Math.abs(last - end), ratio: Math.abs(driftRatio! - 1), off: 1 - driftAlignment! });
    }
    const [coarse, fine] = found as [(typeof found)[0], (typeof found)[0]];
    expect(coarse.fall).toBeLessThan(0.01);
    expect(coarse.ratio).toBeLessThan(0.005);
    expect(coarse.off).toBeLessThan(2e-5);
    for (const times of [coarse.fall / fine.fall, coarse.ratio / fine.ratio]) {
      expect(times).toBeGreaterThan(3);
      expect(times).toBeLessThan(6);
    }
  },
);
