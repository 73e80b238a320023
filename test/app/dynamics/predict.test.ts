import { expect, test } from 'vitest';
import { predict } from '../../../app/dynamics/predict.ts';
import { completed } from '../experiment/completed.ts';

const network = {
  kind: 'network',
  network: { kind: 'mlp', hidden: [4], activation: 'tanh' },
  data: { kind: 'chebyshev', degree: 3, points: 10 },
};

function said(objective: object, optimizer: object, eigenvalues?: readonly number[]) {
  const predictions = predict(completed({ version: 1, objective, optimizer, steps: 100 }), eigenvalues);
  return new Map(predictions.map((one) => [one.title, one]));
}

test('of a network no more is known than its edge and the least drift, until λ₁ is measured', () => {
  const sam = { kind: 'sam', stepSize: 0.05, radius: 0.03 };
  expect([...said(network, sam).keys()]).toEqual(['edge of stability, below', 'drift rate, at least']);
  const known = said(network, sam, [16, 20]);
  expect(known.get('cycle amplitude')!.value).toBeCloseTo((0.05 * 0.03 * 20) / (2 - 1), 14);
  expect(known.get('drift rate')!.value).toBeCloseTo((2 * 0.05 * 0.03 ** 2) / 1, 14);
  expect([...known.keys()]).not.toContain('contraction to the cycle a step');
});

test('SAM on a quadratic: cycle, loss, contraction and time, with who showed it', () => {
  const objective = { kind: 'quadratic', eigenvalues: [0.2, 1] };
  const told = (stepSize: number) => said(objective, { kind: 'sam', stepSize, radius: 0.1 });
  const at = told(0.4);
  const a = (0.4 * 0.1) / 1.6;
  expect(at.get('cycle amplitude')!.value).toBeCloseTo(a, 14);
  expect(at.get('ascent distance on the cycle')!.value).toBeCloseTo(a + 0.1, 14);
  expect(at.get('gradient norm on the cycle')!.value).toBeCloseTo(a, 14);
  expect(at.get('loss on the cycle')!.value).toBeCloseTo(a * a * 0.5, 14);
  // Transverse 1 − 2·0.04 − 0.4·0.2·0.8 = 0.856, radial 0.6.
  expect(at.get('contraction to the cycle a step')!.value).toBeCloseTo(0.856, 14);
  expect(at.get('steps to the cycle, about')!.value).toBeCloseTo(Math.log(1e6) / (0.4 * 0.2), 10);
  expect(at.get('cycle amplitude')!.regime).toContain('Bartlett');
  expect(told(0.9).get('cycle amplitude')!.regime).toContain('Wen');
  expect(told(1.9).get('cycle amplitude')!.regime).toContain('docs/theory.md');
  expect([...told(2.1).keys()]).toEqual([
    'sharpness',
    'below 2 it stays bounded',
    'edge of stability, below',
  ]);
});

test('in one dimension the first step that can change sides', () => {
  const objective = { kind: 'quadratic', eigenvalues: [1], start: [1] };
  const told = said(objective, { kind: 'sam', stepSize: 0.5, radius: 0.1 });
  expect(told.get('first step that can change sides')!.value).toBe(Math.ceil(Math.log(11) / Math.log(2)));
});

test('of a pair of equal eigenvalues the way to the cycles is that of one, and no theorem is named', () => {
  const sam = { kind: 'sam', stepSize: 0.5, radius: 0.1 };
  const [pair, one] = [[1, 1], [1]].map((eigenvalues) => said({ kind: 'quadratic', eigenvalues }, sam));
  for (const title of ['contraction to the cycle a step', 'steps to the cycle, about'])
    expect(pair!.get(title)!.value).toBe(one!.get(title)!.value);
  expect(one!.get('cycle amplitude')!.regime).toContain('proved by Wen');
  expect(pair!.get('cycle amplitude')!.regime).not.toContain('proved by');
});

test('with a negative eigenvalue nothing comes to the cycle, and no theorem is named', () => {
  const told = said(
    { kind: 'quadratic', eigenvalues: [1, 0.5, -0.2] },
    { kind: 'sam', stepSize: 0.5, radius: 0.1 },
  );
  expect(told.has('contraction to the cycle a step')).toBe(false);
  expect(told.get('cycle amplitude')!.regime).not.toContain('proved by');
});

test('a schedule is told at its first and its last step, and mini-batches have no edge', () => {
  const schedule = { kind: 'piecewise', values: [0.1, 0.2], at: [50] };
  const told = said(
    { kind: 'quadratic', eigenvalues: [1] },
    { kind: 'sam', stepSize: schedule, radius: 0.1 },
  );
  expect(told.get('cycle amplitude at step 0')!.value).toBeCloseTo((0.1 * 0.1) / 1.9, 14);
  expect(told.get('cycle amplitude at the end')!.value).toBeCloseTo((0.2 * 0.1) / 1.8, 14);
  expect(said(network, { kind: 'gd', stepSize: 0.1, batch: 2 }).size).toBe(0);
});

test('of GD on a quadratic it is said how fast it settles, where it does', () => {
  const gd = (stepSize: number, eigenvalues = [1, 0.1]) =>
    said({ kind: 'quadratic', eigenvalues }, { kind: 'gd', stepSize });
  expect(gd(0.5).get('contraction to the minimum a step')!.value).toBeCloseTo(0.95, 14);
  expect(gd(0.5).get('steps to the minimum, about')!.value).toBe(270); // 0.95²⁷⁰ < 10⁻⁶ < 0.95²⁶⁹
  expect(gd(1.98).get('contraction to the minimum a step')!.value).toBeCloseTo(0.98, 14);
  expect(gd(2.5).has('contraction to the minimum a step')).toBe(false);
  expect(gd(0.5, [1, -0.1]).has('contraction to the minimum a step')).toBe(false);
});

test('where λ₁ is not known the drift rate is at least ½ηρ², that of ηλ₁ → 0', () => {
  const least = (optimizer: object) => said(network, optimizer).get('drift rate, at least')?.value;
  expect(least({ kind: 'sam', stepSize: 0.2, radius: 0.3 })).toBeCloseTo(0.5 * 0.2 * 0.09, 15);
  expect(least({ kind: 'sam', stepSize: 0.2, radius: 0.3, momentum: 0.5 })).toBeCloseTo(0.2 * 0.09, 15);
  expect(least({ kind: 'partial-sam', stepSize: 0.2, radius: 0.3, fraction: 0.5 })).toBeCloseTo(
    0.25 * 0.2 * 0.09,
    15,
  );
  expect(least({ kind: 'asam', stepSize: 0.2, radius: 0.3 })).toBeUndefined();
  expect(least({ kind: 'gd', stepSize: 0.2 })).toBeUndefined();
  expect(least({ kind: 'sam', stepSize: 0.2, radius: 0.3, batch: 2 })).toBeUndefined();
});
