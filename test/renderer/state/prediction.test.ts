import { expect, test } from 'vitest';
import { estimateMemory, totalBytes } from '../../../app/experiment/memory.ts';
import { predictions } from '../../../renderer/state/prediction.ts';
import { run, sam } from '../run.ts';

const values = (...experiment: Parameters<typeof predictions>): Record<string, number> =>
  Object.fromEntries(predictions(...experiment).map(({ formula, value }) => [formula, value]));

test('a network is told its edge and its cost', () => {
  const { experiment } = run('a');
  expect(values(experiment)).toEqual({
    '2/η': 40,
    '1 a step': 3000,
    'parameters, data, activations': totalBytes(estimateMemory(experiment, 'auto')),
  });
  expect(values(run('a', {}, { optimizer: sam(0.05, 0.03) }).experiment)['2 a step']).toBe(6000);
});

test('a run of mini-batches is promised no edge', () => {
  const optimizer = { ...sam(0.05, 0.03), batch: 5 };
  const told = values(run('a', {}, { optimizer }).experiment);
  expect(Object.keys(told)).toEqual(['2 a step, of 5 examples', 'parameters, data, activations']);
});

test('a quadratic is told its cycle: a = ηρλ₁/(2−ηλ₁), β₁ = λ₁a', () => {
  const objective = { kind: 'quadratic', eigenvalues: [0.5, 1], rotate: true, start: 'random' } as const;
  const told = values(
    run('a', {}, { objective: { ...objective, eigenvalues: [0.5, 1] }, optimizer: sam(0.5, 0.05) })
      .experiment,
  );
  expect(told['ηλ₁']).toBe(0.5);
  expect(told['a = ηρλ₁/(2−ηλ₁)']).toBeCloseTo(0.0166667, 7);
  expect(told['β₁ = λ₁a']).toBeCloseTo(0.0166667, 7);
});

test('beyond ηλ₁ = 2 no cycle is promised', () => {
  const objective = { kind: 'quadratic' as const, eigenvalues: [50], rotate: true, start: 'random' as const };
  const told = values(run('a', {}, { objective, optimizer: sam(0.05, 0.05) }).experiment);
  expect(Object.keys(told)).not.toContain('β₁ = λ₁a');
});
