import { expect, test } from 'vitest';
import { modesText } from '../../../app/contract/modes-text.ts';

const both = ['float32', 'float64'];

test.each([
  [both, [], ''],
  [
    both,
    [
      ['plain', both],
      ['xla', both],
    ],
    'plain, xla',
  ],
  [
    both,
    [
      ['plain', both],
      ['xla', ['float32']],
    ],
    'plain, xla (float32)',
  ],
  [
    both,
    [
      ['plain', both],
      ['xla', []],
    ],
    'plain',
  ],
] as const)('%j with %j is “%s”', (precisions, modes, words) => {
  expect(modesText({ precisions, modes: modes.map(([mode, precisions]) => ({ mode, precisions })) })).toBe(
    words,
  );
});
