import { expect, test } from 'vitest';
import { flowDistance } from '../../../app/figure/figures/flow-distance.ts';
import { loss } from '../../../app/figure/figures/loss.ts';
import { oscillation } from '../../../app/figure/figures/oscillation.ts';
import { sharpness } from '../../../app/figure/figures/sharpness.ts';
import { completed } from '../experiment/completed.ts';
import { network } from '../experiment/written.ts';
import { run } from '../../renderer/run.ts';

const shown = (optimizer: Record<string, unknown>) =>
  run('a', {}, completed({ ...network(), optimizer: { stepSize: 0.05, ...optimizer } }));

const edgeOf = (optimizer: Record<string, unknown>) =>
  sharpness.curves(shown(optimizer)).find(({ series }) => series === 'edge')?.symbol;

test('an edge that stays is told as a number, with momentum too; others by their name', () => {
  expect(edgeOf({ kind: 'gd' })).toBe('2/η = 40');
  expect(edgeOf({ kind: 'gd', momentum: 0.9 })).toBe('2(1+β)/η = 76');
  expect(edgeOf({ kind: 'gd', stepSize: { kind: 'warm-up', to: 0.1, steps: 5 } })).toBe('edge');
  expect(edgeOf({ kind: 'partial-sam', radius: 0.1, fraction: 0.5 })).toBe('edge');
});

test('where no edge is known there is none to draw, and the card says so', () => {
  const adaptive = shown({ kind: 'asam', radius: 0.1 });
  expect(sharpness.curves(adaptive).map(({ series }) => series)).toEqual(['sharpness']);
  expect(sharpness.note?.(adaptive)).toBe('No edge of stability is known for ASAM, and none is recorded.');
  expect(sharpness.note?.(shown({ kind: 'usam', radius: 0.1 }))).toBeNull();
  expect(sharpness.note?.(shown({ kind: 'm-sam', radius: 0.1, shard: 2, batch: 4 }))).toMatch(
    /^With mini-batches/,
  );
});

test('a cycle is drawn for the optimizers that have one', () => {
  const bounds = (optimizer: Record<string, unknown>) =>
    oscillation.curves(shown(optimizer)).filter(({ role }) => role === 'bound').length;
  expect(bounds({ kind: 'gsam', radius: 0.1, alpha: 0.2 })).toBe(1);
  expect(bounds({ kind: 'gsam', radius: 0.1, alpha: 0.2, batch: 5 })).toBe(0);
  expect(bounds({ kind: 'usam', radius: 0.1 })).toBe(0);
  expect(bounds({ kind: 'gd' })).toBe(0);
});

test('the gradient flow is drawn where the run followed it', () => {
  const flowOf = (measure: object) => {
    const shownRun = run(
      'a',
      {},
      completed({ ...network(), optimizer: { kind: 'asam', stepSize: 0.05, radius: 0.1 }, measure }),
    );
    return [sharpness, loss, flowDistance].flatMap(({ curves }) =>
      curves(shownRun).flatMap(({ series, role }) => (series.startsWith('flow') ? [[series, role]] : [])),
    );
  };
  expect(flowOf({ flow: {} })).toEqual([
    ['flowSharpness', 'bound'],
    ['flowLoss', 'bound'],
    ['flowDistance', 'value'],
  ]);
  expect(flowOf({})).toEqual([]);
});
