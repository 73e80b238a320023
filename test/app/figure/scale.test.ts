import { expect, test } from 'vitest';
import { figures as all } from '../../../app/figure/figures/list.ts';
import { formulaOf, turned } from '../../../app/figure/scale.ts';

const figures = all.filter((figure) => figure.kind === 'steps');

test('a figure says its logarithm behind what it draws, and not when it is turned', () => {
  const loss = figures.find(({ name }) => name === 'loss')!;
  const parts = figures.find(({ name }) => name === 'ascentParts')!;
  expect(formulaOf(loss)).toBe('ℓ(w), log');
  expect(formulaOf(turned(loss))).toBe('ℓ(w)');
  expect(formulaOf(parts)).toBe('½ρ²‖D³ℓ(ĝ,ĝ,·)‖, log; dashed: ρ‖∇²ℓĝ‖, and what both leave');
});

test('turned twice a figure has its scale again; only those of signed values have but one', () => {
  for (const figure of figures) expect(turned(turned(figure)).scale).toBe(figure.scale);
  expect(figures.filter(({ turns }) => !turns).map(({ name }) => name)).toEqual([
    'oscillation',
    'drift',
    'sharpnessChange',
    'difference',
  ]);
  expect(turned(figures.find(({ name }) => name === 'loss')!).holds).toBe('zero');
});
