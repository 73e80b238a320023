import { expect, test } from 'vitest';
import { compareSettings, settings } from '../../../app/experiment/settings.ts';
import { completed } from './completed.ts';
import { expression, quadratic } from './written.ts';

test('settings are the leaves of the file with their places, lists in one', () => {
  expect(settings(completed({ ...quadratic, name: 'n' })).slice(0, 6)).toEqual([
    ['seed', 1],
    ['objective.kind', 'quadratic'],
    ['objective.eigenvalues', [1, 0.5, 0.2]],
    ['objective.rotate', true],
    ['objective.start', 'random'],
    ['optimizer.kind', 'sam'],
  ]);
});

test('GD and SAM differ in their optimizer and share the rest', () => {
  const gd = completed({ ...quadratic, name: 'GD', optimizer: { kind: 'gd', stepSize: 0.05 } });
  const { differing, shared } = compareSettings([gd, completed({ ...quadratic, name: 'SAM' })]);
  expect(differing).toEqual([
    { place: 'optimizer.kind', values: ['gd', 'sam'] },
    { place: 'optimizer.radius', values: [null, 0.03] },
    { place: 'optimizer.epsilon', values: [null, 'auto'] },
  ]);
  expect(shared).toContainEqual({ place: 'optimizer.stepSize', values: [0.05, 0.05] });
  expect(shared).toContainEqual({
    place: 'objective.eigenvalues',
    values: [
      [1, 0.5, 0.2],
      [1, 0.5, 0.2],
    ],
  });
});

test('one run shares all with itself; different objectives have all their places', () => {
  expect(compareSettings([completed(quadratic)]).differing).toEqual([]);
  const { differing } = compareSettings([quadratic, expression].map(completed));
  expect(differing.map(({ place }) => place)).toEqual([
    'objective.kind',
    'objective.eigenvalues',
    'objective.rotate',
    'objective.start',
    'objective.variables',
    'objective.formula',
  ]);
});

test('a schedule is one setting', () => {
  const radius = { kind: 'piecewise', values: [0, 0.05], at: [50] };
  const { differing } = compareSettings(
    [quadratic, { ...quadratic, optimizer: { kind: 'sam', stepSize: 0.05, radius } }].map(completed),
  );
  expect(differing).toEqual([{ place: 'optimizer.radius', values: [0.03, radius] }]);
});
