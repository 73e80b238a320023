import { expect, test } from 'vitest';
import { openingPhase, stateOf, type Phase } from '../../../app/run/phase.ts';

const phase = (kind: Phase['kind']): Phase => ({ kind, what: 'onnx', since: '2026-01-31T12:00:00.000Z' });

test.each([
  ['running', null, 'running', false],
  ['running', 'choosing', 'choosing', true],
  ['running', 'compiling', 'compiling', true],
  ['running', 'pausing', 'pausing…', false],
  ['running', 'stopping', 'stopping…', false],
  ['paused', 'compiling', 'paused', false],
] as const)('a run that is %s and %s is said to be %s', (status, kind, word, opening) => {
  const run = { status, phase: kind && phase(kind) };
  expect(stateOf(run)).toBe(word);
  expect(openingPhase(run) !== null).toBe(opening);
});
