import { expect, test } from 'vitest';
import { edge, gauge } from '../../../app/dynamics/edge.ts';
import { cycleFormula, edgeFormula } from '../../../app/dynamics/formulas.ts';
import { optimizerRules, settingsAt } from '../../../app/experiment/optimizer-rules.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';

const [eta, rho, norm] = [0.1, 0.05, 0.7];

function settings(optimizer: Record<string, unknown>) {
  const written = { ...network(), optimizer: { stepSize: eta, ...optimizer } };
  return settingsAt(completed(written).optimizer, 0);
}

const momenta = [
  { momentum: {}, straight: 2 / eta },
  { momentum: { momentum: 0.9 }, straight: (2 * 1.9) / eta },
  { momentum: { momentum: 0.9, nesterov: true }, straight: (2 + 1.8) / (eta * (1 + 1.8)) },
];

// docs/theory.md, section 4: λ(1 + cλ) = E
test.each([
  { optimizer: { kind: 'gd' }, bend: 0 },
  { optimizer: { kind: 'sam', radius: rho }, bend: rho / norm },
  { optimizer: { kind: 'sam', radius: 0 }, bend: 0 },
  { optimizer: { kind: 'usam', radius: rho }, bend: rho },
  { optimizer: { kind: 'gsam', radius: rho, alpha: 0.3 }, bend: rho / norm },
  { optimizer: { kind: 'n-step-sam', radius: rho, ascentSteps: 4 }, bend: rho / norm },
  { optimizer: { kind: 'partial-sam', radius: rho, fraction: 0.3 }, bend: (0.3 * rho) / norm },
])('the edge of $optimizer solves its equation, with momentum too', ({ optimizer, bend }) => {
  for (const { momentum, straight } of momenta) {
    const at = settings({ ...optimizer, ...momentum });
    const lambda = edge(at, norm)!;
    expect((lambda * (1 + bend * lambda)) / straight).toBeCloseTo(1, 14);
    expect(gauge(at, lambda, norm)).toBeCloseTo(1, 14);
    expect(gauge(at, 2, norm)).toBeCloseTo((2 * (1 + 2 * bend)) / straight, 14);
  }
});

test('SAM’s edge is paper B’s, with the heavy ball 8ρ(1+β) under the root', () => {
  const paper = (beta: number): number =>
    (norm / (2 * rho)) * (Math.sqrt(1 + (8 * rho * (1 + beta)) / (eta * norm)) - 1);
  for (const momentum of [0, 0.5, 0.9])
    expect(edge(settings({ kind: 'sam', radius: rho, momentum }), norm)! / paper(momentum)).toBeCloseTo(
      1,
      12,
    );
});

test('no edge is claimed of ASAM and m-SAM, nor of a step size of 0', () => {
  for (const optimizer of [
    { kind: 'asam', radius: rho },
    { kind: 'm-sam', radius: rho, shard: 1 },
  ]) {
    const at = settings(optimizer);
    expect([edge(at, norm), gauge(at, 1, norm), edgeFormula(at), cycleFormula(at)]).toEqual([
      ...[null, null, null, null],
    ]);
    const rule = optimizerRules[at.kind];
    expect([rule.cycle(at, 1), rule.driftRate(at, 1)]).toEqual([null, null]);
  }
  const still = settings({ kind: 'gd', stepSize: { kind: 'warm-up', to: 0.1, steps: 5 } });
  expect([edge(still, norm), gauge(still, 1, norm)]).toEqual([null, null]);
});

test('cycles and drift rates are those of docs/theory.md, section 7', () => {
  const lambda = 12; // x = 1.2
  const of = (optimizer: Record<string, unknown>) => {
    const at = settings({ radius: rho, ...optimizer });
    const rule = optimizerRules[at.kind];
    return { bounce: rule.cycle(at, lambda)!, kappa: rule.driftRate(at, lambda)! };
  };
  const sam = of({ kind: 'sam' });
  const a = (1.2 * rho) / 0.8;
  expect(sam.bounce.amplitude).toBeCloseTo(a, 15);
  expect(sam.bounce.ascentDistance).toBeCloseTo((2 * rho) / 0.8, 15);
  expect(sam.bounce.gradientNorm).toBeCloseTo(lambda * a, 15);
  expect(sam.kappa).toBeCloseTo((2 * eta * rho ** 2) / 0.8 ** 2, 15);
  expect(of({ kind: 'n-step-sam', ascentSteps: 3 })).toEqual(sam);
  const gsam = of({ kind: 'gsam', alpha: 0.7 });
  expect(gsam.bounce).toEqual(sam.bounce);
  expect(gsam.kappa).toBeCloseTo((eta / 2) * ((a + rho) ** 2 + 0.7 * a * rho), 15);
  const partial = of({ kind: 'partial-sam', fraction: 0.25 });
  expect(partial.bounce.amplitude).toBeCloseTo(a / 4, 15);
  expect(partial.kappa).toBeCloseTo((eta / 2) * (0.75 * (a / 4) ** 2 + 0.25 * (a / 4 + rho) ** 2), 15);
  const heavy = of({ kind: 'sam', momentum: 0.5 });
  expect(heavy.bounce.amplitude).toBeCloseTo((1.2 * rho) / 1.8, 15);
  expect(heavy.kappa).toBeCloseTo(eta * heavy.bounce.ascentDistance ** 2, 15); // 1/(1−β) = 2
  const nesterov = of({ kind: 'sam', momentum: 0.5, nesterov: true });
  expect(nesterov.bounce.amplitude).toBeCloseTo((1.2 * rho) / 0.3, 15);
});

test('no cycle is promised beyond the limit, and none of GD and USAM at all', () => {
  const bounce = (optimizer: Record<string, unknown>, lambda: number) => {
    const at = settings({ radius: rho, ...optimizer });
    return optimizerRules[at.kind].cycle(at, lambda);
  };
  expect(bounce({ kind: 'sam' }, 20)).toBeNull();
  expect(bounce({ kind: 'sam', momentum: 0.9 }, 37.9)).not.toBeNull();
  expect(bounce({ kind: 'sam', momentum: 0.9 }, 38)).toBeNull();
  expect(bounce({ kind: 'sam' }, -1)).toBeNull();
  expect(bounce({ kind: 'usam' }, 1)).toBeNull();
  expect(optimizerRules.gd.cycle(settings({ kind: 'gd' }), 1)).toBeNull();
});

test('edges and amplitudes are told as formulas', () => {
  const told = (optimizer: Record<string, unknown>) => {
    const at = settings(optimizer);
    return [edgeFormula(at), cycleFormula(at)];
  };
  expect(told({ kind: 'gd' })).toEqual(['2/η', null]);
  expect(told({ kind: 'gd', momentum: 0.9 })).toEqual(['2(1+β)/η', null]);
  expect(told({ kind: 'sam', radius: rho })).toEqual(['2E/(1+√(1+4E·ρ/‖g‖)), E = 2/η', 'ηρλ₁/(2−ηλ₁)']);
  expect(told({ kind: 'partial-sam', radius: rho, fraction: 0.5, momentum: 0.9, nesterov: true })).toEqual([
    '2E/(1+√(1+4E·αρ/‖g‖)), E = (2+2β)/(η(1+2β))',
    'αηρλ₁/((2+2β)/(1+2β)−ηλ₁)',
  ]);
});
