import { expect, test } from 'vitest';
import { eigenvalueList } from '../../../app/experiment/eigenvalues.ts';
import { completed } from './completed.ts';
import { quadratic } from './written.ts';

/** What a law gives, its defaults filled in. */
function listOf(eigenvalues: unknown): readonly number[] {
  const { objective } = completed({ ...quadratic, objective: { kind: 'quadratic', eigenvalues } });
  return objective.kind === 'quadratic' ? eigenvalueList(objective.eigenvalues) : [];
}

test.each<[object, number[]]>([
  [{ law: 'power', dimension: 4 }, [1, 1 / 2, 1 / 3, 1 / 4]],
  [{ law: 'power', dimension: 3, largest: 18, exponent: 2 }, [18, 4.5, 2]],
  [{ law: 'power', dimension: 3, largest: 5, exponent: 0 }, [5, 5, 5]],
  [{ law: 'two-scale', dimension: 4 }, [1, 0.01, 0.01, 0.01]],
  [{ law: 'two-scale', dimension: 4, large: 8, largeCount: 3, small: 0 }, [8, 8, 8, 0]],
  [{ law: 'two-scale', dimension: 2, largeCount: 2 }, [1, 1]],
  [{ law: 'degenerate', dimension: 5 }, [1, 1, 0.7, 0.4, 0.1]],
  [{ law: 'degenerate', dimension: 5, largest: 4, multiplicity: 3, smallest: 2 }, [4, 4, 4, 3, 2]],
  [{ law: 'degenerate', dimension: 3, multiplicity: 3 }, [1, 1, 1]],
  [{ law: 'power', dimension: 4, negative: { count: 2, value: -0.5 } }, [1, 1 / 2, -0.5, -0.5]],
  [{ law: 'degenerate', dimension: 4, smallest: 0.25, negative: { count: 1, value: -3 } }, [1, 1, 0.25, -3]],
])('%j gives %j', (law, expected) => {
  const found = listOf(law);
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 15));
});

test('one negative eigenvalue where no count is said', () => {
  expect(listOf({ law: 'two-scale', dimension: 3, negative: { value: -2 } })).toEqual([1, 0.01, -2]);
});

test('a list stays as it is written', () => {
  expect(listOf([0.5, 3, -1])).toEqual([0.5, 3, -1]);
});

test.each([2, 7, 2000])('the ends of %i degenerate eigenvalues are exact', (dimension) => {
  const list = listOf({ law: 'degenerate', dimension, largest: 0.7, smallest: 0.1 });
  expect(list).toHaveLength(dimension);
  expect(list.slice(0, 2)).toEqual([0.7, 0.7]);
  if (dimension > 2) expect(list.at(-1)).toBe(0.1);
  expect(list).toEqual([...list].sort((a, b) => b - a));
});
