import { expect, test } from 'vitest';
import { loss } from '../../../app/figure/figures/loss.ts';
import { oscillation } from '../../../app/figure/figures/oscillation.ts';
import { groupingOf, looksOf, MOST_SUBJECTS } from '../../../app/figure/grouping.ts';
import { bySetting, seriesOf, sourceLines } from '../../../app/figure/subject.ts';
import type { Run } from '../../../app/run/run.ts';
import { run, sam } from '../../renderer/run.ts';

const gd = (seed: number): Run => run(`gd${seed}`, {}, { seed, name: `GD, seed ${seed}` });
const bouncing = (seed: number, radius = 0.03): Run =>
  run(`sam${radius}s${seed}`, {}, { seed, optimizer: sam(0.05, radius) });
const mixed = [gd(1), bouncing(1), gd(2), bouncing(2), bouncing(3), bouncing(1, 0.1)];

test('runs are of one setting where seed and name alone differ', () => {
  expect(bySetting(mixed).map(({ kind, id }) => [kind, id])).toEqual([
    ['seeds', 'gd1+gd2'],
    ['seeds', 'sam0.03s1+sam0.03s2+sam0.03s3'],
    ['run', 'sam0.1s1'],
  ]);
  const longer = run('longer', {}, { seed: 3, steps: 3001 });
  const forked = run('forked', { fork: { run: 'gd1', step: 10 } }, { seed: 4 });
  expect(bySetting([gd(1), longer, forked])).toHaveLength(3);
});

test('seeds are a band, themselves and a mean on top; a bound has its mean; δ has none', () => {
  const [, seeds] = bySetting(mixed);
  const parts = (figure: typeof loss, behind: boolean) =>
    sourceLines(figure, seeds!, behind).map(({ part, source }) => `${part} ${source.id}`);
  const ids = 'sam0.03s1+sam0.03s2+sam0.03s3';
  expect(parts(loss, true)).toEqual([
    `least least ${ids}`,
    `greatest greatest ${ids}`,
    'member sam0.03s1',
    'member sam0.03s2',
    'member sam0.03s3',
    `whole mean ${ids}`,
  ]);
  expect(parts(oscillation, false)).toEqual([
    `least least ${ids}`,
    `greatest greatest ${ids}`,
    `whole mean ${ids}`, // of the bound
  ]);
  const [first] = sourceLines(loss, seeds!, false);
  expect(seriesOf(first!.source, 'loss')).toEqual({
    ids: ['sam0.03s1', 'sam0.03s2', 'sam0.03s3'],
    combined: 'least',
    name: 'loss',
  });
});

test('few runs are drawn one by one unless asked otherwise, and nothing is said', () => {
  expect(groupingOf(mixed, null)).toMatchObject({ isPossible: true, isTogether: false, sentence: null });
  expect(groupingOf(mixed, null).subjects).toHaveLength(6);
  expect(groupingOf([gd(1), bouncing(1)], true)).toMatchObject({ isPossible: false, isTogether: false });
  expect(groupingOf(mixed, true)).toMatchObject({
    isTogether: true,
    behind: true,
    sentence:
      '6 runs of 3 settings: those that differ in their seed alone are drawn as one, as their mean and a band from the least to the greatest at every step, each seed thin behind it.',
  });
});

test('beyond twenty, seeds are drawn as one without being asked, and the words say how', () => {
  const many = Array.from({ length: 24 }, (_, seed) => (seed % 2 === 0 ? gd(seed) : bouncing(seed)));
  const grouping = groupingOf(many, null);
  expect(grouping).toMatchObject({ isTogether: true, behind: false });
  expect(grouping.subjects).toHaveLength(2);
  expect(grouping.sentence).toMatch(/^24 runs of 2 settings: .* at every step\.$/);
  const apart = groupingOf(many, false);
  expect(apart.subjects).toHaveLength(MOST_SUBJECTS);
  expect(apart.sentence).toBe(
    'The first 20 of 24 runs are drawn; hide or remove some of them to see the others.',
  );
  const radii = Array.from({ length: 25 }, (_, index) => bouncing(1, 0.01 * (index + 1)));
  expect(groupingOf(radii, null).sentence).toMatch(/^The first 20 of 25 runs are drawn/);
});

test('seeds of one setting look alike, and hiding one changes no colour', () => {
  const grouping = groupingOf(mixed, true);
  const looks = looksOf(mixed, grouping);
  const [gds, sams, other] = grouping.subjects;
  expect(looks.get(gds!.id)?.label).toBe('GD, 2 seeds');
  expect(looks.get(sams!.id)?.label).toBe('SAM ρ .03, 3 seeds');
  expect(looks.get(other!.id)?.label).toBe('SAM ρ .1');
  expect(looks.get('sam0.03s2')).toEqual({ ...looks.get(sams!.id), label: 'SAM ρ .03 seed 2' });
  const fewer = looksOf(mixed, groupingOf(mixed.slice(3), true));
  expect(fewer.get('sam0.03s2+sam0.03s3')).toEqual({ ...looks.get(sams!.id), label: 'SAM ρ .03, 2 seeds' });
});
