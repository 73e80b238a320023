import { expect, test } from 'vitest';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import { updateFormula } from '../../../app/experiment/optimizer-rules.ts';
import { completed } from './completed.ts';
import { network, quadratic, table } from './written.ts';

const shared = { stepSize: 0.1, radius: 0.05 };

/** Places and sentences of what is wrong with an optimizer. */
function problems(optimizer: Record<string, unknown>, written: object = network()): Record<string, string> {
  const parsed = parseExperiment({ ...written, optimizer });
  if ('experiment' in parsed) return {};
  return Object.fromEntries(parsed.problems.map(({ place = '', message }) => [place, message]));
}

test.each([
  [{ kind: 'usam', ...shared }, {}],
  [
    { kind: 'asam', ...shared },
    { offset: 0.01, epsilon: 'auto' },
  ],
  [{ kind: 'gsam', ...shared, alpha: 0.4 }, { epsilon: 'auto' }],
  [{ kind: 'm-sam', ...shared, shard: 4 }, { epsilon: 'auto' }],
  [{ kind: 'n-step-sam', ...shared, ascentSteps: 3 }, { epsilon: 'auto' }],
  [{ kind: 'partial-sam', ...shared, fraction: 0.5 }, { epsilon: 'auto' }],
])('%j has its defaults filled in', (optimizer, defaults) => {
  expect(completed({ ...network(), optimizer }).optimizer).toEqual({
    ...optimizer,
    ...defaults,
    momentum: 0,
    batch: 'full',
  });
});

test.each<[Record<string, unknown>, Record<string, unknown>]>([
  [{ kind: 'usam', ...shared, epsilon: 0 }, { epsilon: expect.stringMatching(/^Unknown key "epsilon"/) }],
  [{ kind: 'gd', ...shared }, { radius: expect.stringMatching(/^Unknown key "radius"/) }],
  [{ kind: 'asam', ...shared, offset: -1 }, { offset: 'Expected a finite number at least 0, got -1.' }],
  [{ kind: 'gsam', ...shared }, { alpha: 'Missing; expected a finite number at least 0.' }],
  [{ kind: 'gsam', ...shared, alpha: -0.1 }, { alpha: 'Expected a finite number at least 0, got -0.1.' }],
  [{ kind: 'm-sam', ...shared }, { shard: 'Missing; expected a whole number at least 1.' }],
  [{ kind: 'm-sam', ...shared, shard: 0 }, { shard: 'Expected a whole number at least 1, got 0.' }],
  [
    { kind: 'n-step-sam', ...shared, ascentSteps: 33 },
    { ascentSteps: 'Expected a whole number at least 1 and at most 32, got 33.' },
  ],
  [
    { kind: 'partial-sam', ...shared, fraction: 1.1 },
    { fraction: 'Expected a finite number at least 0 and at most 1, got 1.1.' },
  ],
  [
    { kind: 'sam', ...shared, momentum: 1 },
    { momentum: 'Expected a finite number at least 0 and less than 1, got 1.' },
  ],
  [
    { kind: 'sam', ...shared, momentum: -0.1 },
    { momentum: 'Expected a finite number at least 0 and less than 1, got -0.1.' },
  ],
  [{ kind: 'sam', ...shared, momentum: 0.5, nesterov: 1 }, { nesterov: 'Expected true or false, got 1.' }],
  [
    { kind: 'sam', ...shared, nesterov: true },
    {
      momentum: 'Expected a number greater than 0, got 0: without momentum there is no Nesterov step.',
    },
  ],
])('%j is refused', (optimizer, expected) => {
  const places = Object.entries(expected).map(([key, message]) => [`optimizer.${key}`, message] as const);
  expect(problems(optimizer)).toEqual(Object.fromEntries(places));
});

test('shards are of examples, no more than a step takes', () => {
  const sharded = (shard: number, rest = {}) => ({ kind: 'm-sam', ...shared, shard, ...rest });
  expect(problems(sharded(20))).toEqual({});
  expect(problems(sharded(21))).toEqual({
    'optimizer.shard': 'Expected at most 20, the examples of a step, got 21.',
  });
  expect(problems(sharded(6, { batch: 5 }))).toEqual({
    'optimizer.shard': 'Expected at most 5, the examples of a step, got 6.',
  });
  expect(problems(sharded(1e6), network({ data: table }))).toEqual({}); // its file tells
  expect(problems(sharded(1), quadratic)).toEqual({
    'optimizer.kind':
      'Expected an optimizer without shards, such as "sam", got "m-sam": a quadratic has no examples.',
  });
});

test('a step is told as a formula, with its momentum', () => {
  const formula = (optimizer: Record<string, unknown>) =>
    updateFormula(completed({ ...network(), optimizer }).optimizer);
  expect(formula({ kind: 'gd', stepSize: 0.1 })).toBe('w ← w − η∇ℓ(w)');
  expect(formula({ kind: 'gd', stepSize: 0.1, momentum: 0.9 })).toBe('m ← βm + ∇ℓ(w),  w ← w − ηm');
  expect(formula({ kind: 'sam', ...shared, momentum: 0.9, nesterov: true })).toBe(
    'm ← βm + d,  w ← w − η(d + βm),  d = ∇ℓ(w + ρ g/(‖g‖+ε)),  g = ∇ℓ(w)',
  );
  expect(formula({ kind: 'partial-sam', ...shared, fraction: 0.5 })).toBe(
    'w ← w − η((1−α)g + αg⁺),  g⁺ = ∇ℓ(w + ρ g/(‖g‖+ε)),  g = ∇ℓ(w)',
  );
});
