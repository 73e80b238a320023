import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Predictions from '../../../../renderer/views/new/Predictions.svelte';
import { completed } from '../../../app/experiment/completed.ts';
import { quadratic, valid } from '../../../app/experiment/written.ts';

test('of every kind of experiment something is told, and each prediction once', () => {
  for (const written of valid) {
    const { container, unmount } = render(Predictions, { experiment: completed(written), runs: [] });
    const terms = [...container.querySelectorAll('dt')].map((term) => term.textContent);
    expect(terms.length).toBeGreaterThan(1);
    expect(new Set(terms).size).toBe(terms.length);
    expect(container.textContent).not.toContain('NaN');
    unmount();
  }
});

test('where ηλ₁ lies is read out too', () => {
  render(Predictions, {
    experiment: completed({ ...quadratic, optimizer: { kind: 'sam', stepSize: 0.7, radius: 0.1 } }),
    runs: [],
  });
  expect(screen.getByRole('img', { name: /^ηλ₁ = 0\.7; .*Wen, Ma and Li/ })).toBeTruthy();
});
