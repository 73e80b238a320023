import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Phase } from '../../../app/run/phase.ts';
import PhaseText from '../../../renderer/ui/PhaseText.svelte';
import Progress from '../../../renderer/ui/Progress.svelte';
import { columns } from '../../../renderer/state/run-columns.ts';
import { run } from '../run.ts';

const phase: Phase = { kind: 'compiling', what: 'tensorflow xla', since: '2026-01-31T12:00:00.000Z' };

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-01-31T12:00:02.500Z');
});
afterEach(() => vi.useRealTimers());

test('what is compiled is said, with the seconds it takes', async () => {
  const { container } = render(PhaseText, { phase });
  expect(container.textContent.trim()).toBe('compiling: tensorflow xla · 2 s');
  await vi.advanceTimersByTimeAsync(3000);
  expect(container.textContent.trim()).toBe('compiling: tensorflow xla · 5 s');
});

test('a lab whose clock is ahead takes no time that is less than none', () => {
  const { container } = render(PhaseText, { phase: { ...phase, since: '2026-01-31T12:01:00.000Z' } });
  expect(container.textContent.trim()).toBe('compiling: tensorflow xla · 0 s');
});

test.each([
  ['running', phase, 'compiling', null],
  ['paused', phase, 'Steps done', '7'],
  ['running', { ...phase, kind: 'stopping' }, 'Steps done', '7'],
  ['running', null, 'Steps done', '7'],
] as const)('the progress of a run that is %s in %j is called %s', (status, phase, label, value) => {
  render(Progress, { run: run('a', { status, phase, step: 7 }) });
  expect(screen.getByLabelText(label).getAttribute('value')).toBe(value);
});

test('the table of runs tells the phase as the state', () => {
  const state = columns.find(({ name }) => name === 'status');
  const text = (change: Parameters<typeof run>[1]) => state?.text(run('a', change));
  expect(text({ status: 'running', phase })).toBe('compiling');
  expect(text({ status: 'running', phase: { ...phase, kind: 'pausing' } })).toBe('pausing…');
  expect(text({ status: 'paused', phase })).toBe('paused');
});
