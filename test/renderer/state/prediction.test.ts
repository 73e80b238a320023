import { expect, test } from 'vitest';
import { estimateMemory, totalBytes } from '../../../app/experiment/memory.ts';
import { predictions } from '../../../renderer/state/prediction.ts';
import { completed } from '../../app/experiment/completed.ts';
import { network, quadratic } from '../../app/experiment/written.ts';
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

test('a law of eigenvalues is told the cycle of its largest', () => {
  const eigenvalues = { law: 'power', dimension: 50, largest: 2, exponent: 1 } as const;
  const objective = { kind: 'quadratic', eigenvalues, rotate: true, start: 'random' } as const;
  const told = values(run('a', {}, { objective, optimizer: sam(0.5, 0.05) }).experiment);
  expect(told['λ₁']).toBe(2);
  expect(told['β₁ = λ₁a']).toBeCloseTo(0.1, 15); // 0.5·0.05·2²/(2 − 1)
});

test('beyond ηλ₁ = 2 no cycle is promised', () => {
  const objective = { kind: 'quadratic' as const, eigenvalues: [50], rotate: true, start: 'random' as const };
  const told = values(run('a', {}, { objective, optimizer: sam(0.05, 0.05) }).experiment);
  expect(Object.keys(told)).not.toContain('β₁ = λ₁a');
});

const told = (written: object): Record<string, number> =>
  Object.fromEntries(predictions(completed(written)).map(({ title, value }) => [title, value]));

test('momentum and variants have their own edges, limits and cycles', () => {
  const heavy = told({ ...quadratic, optimizer: { kind: 'sam', stepSize: 2.5, radius: 0.1, momentum: 0.5 } });
  expect(heavy['below 3 it stays bounded']).toBe(2.5);
  expect(heavy['edge of stability, below']).toBeCloseTo(3 / 2.5, 12);
  expect(heavy['cycle amplitude']).toBeCloseTo((2.5 * 0.1) / 0.5, 12);
  const unnormalised = told({ ...quadratic, optimizer: { kind: 'usam', stepSize: 0.5, radius: 0.2 } });
  expect(unnormalised['below 2 it stays bounded']).toBeCloseTo(0.5 * 1.2, 12); // ηλ(1+ρλ)
  const edge = unnormalised['edge of stability']!;
  expect(0.5 * edge * (1 + 0.2 * edge)).toBeCloseTo(2, 12);
  expect(unnormalised['cycle amplitude']).toBeUndefined();
  const multiple = { kind: 'n-step-sam', stepSize: 0.5, radius: 0.2, ascentSteps: 3 };
  expect(told({ ...network(), optimizer: multiple })['gradient evaluations']).toBe(400);
});

test('of ASAM and m-SAM no edge is told', () => {
  const sharded = told({ ...network(), optimizer: { kind: 'm-sam', stepSize: 0.5, radius: 0.2, shard: 1 } });
  expect(Object.keys(sharded)).toEqual(['gradient evaluations', 'memory, about']);
  const adaptive = told({ ...quadratic, optimizer: { kind: 'asam', stepSize: 0.5, radius: 0.2 } });
  expect(Object.keys(adaptive)).toEqual(['sharpness', 'gradient evaluations', 'memory, about']);
});

test('with a schedule it is told of the first and of the last step', () => {
  const stepSize = { kind: 'cosine', from: 0.5, to: 0.25, steps: 100 };
  const radius = { kind: 'piecewise', values: [0, 0.1], at: [50] };
  const both = told({ ...quadratic, optimizer: { kind: 'sam', stepSize, radius } });
  expect(both['edge of stability at step 0']).toBe(4);
  expect(both['edge of stability at the end, below']).toBe(8);
  expect(both['cycle amplitude at step 0']).toBeUndefined();
  expect(both['cycle amplitude at the end']).toBeCloseTo((0.25 * 0.1) / 1.75, 12);
});
