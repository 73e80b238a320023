import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../../app/contract/contract.ts';
import { bySteps } from '../../../app/figure/spacing.ts';
import { alone, pair } from '../../../app/figure/subject.ts';
import type { Run } from '../../../app/run/run.ts';
import { Curves } from '../../../renderer/state/curves.svelte.ts';
import { Distances } from '../../../renderer/state/distances.svelte.ts';
import { run } from '../run.ts';
import { StillLab } from '../still-lab.ts';

const [one, other] = [run('one', { step: 100 }), run('other', { step: 80 })];
const both = pair(one, other);

/** How many points the store has of the distance. */
let kept: number;
let lab: StillLab;
let curves: Curves;
let distances: Distances;
/** Ends what is being computed. */
let answer: (problem?: LabError) => void;

beforeEach(() => {
  kept = 0;
  lab = new StillLab({
    'series.read': ({ series, from = 0, to = Infinity }) =>
      series.map(({ name }) => {
        const step = Float64Array.from({ length: kept }, (_, at) => at).filter(
          (at) => at >= from && at <= to,
        );
        return { id: 'one', name, step, value: step.map(Math.sqrt), recorded: step.length, thinned: false };
      }),
    'runs.distance': ({ id, other: beside }) =>
      new Promise((resolve, reject) => {
        answer = (problem) => {
          if (problem) return reject(problem);
          kept = 81;
          resolve({ id, other: beside, distance: Float64Array.from({ length: kept }, Math.sqrt) });
        };
      }),
    'runs.cancelStudies': () => {
      answer(new LabError([{ place: '', code: 'cancelled', message: 'It was called off.' }]));
      return null;
    },
  });
  curves = new Curves(lab);
  distances = new Distances(lab, curves);
});
afterEach(() => {
  curves.close();
  distances.close();
});

/** Has the distance read over some steps. */
async function shown(from: number, to: number, first: Run = one): Promise<void> {
  const need = { stretch: { from, to }, buckets: 256, spacing: bySteps, reached: first.step, ended: true };
  const asked = lab.questions('series.read').length;
  curves.want([{ source: alone(first), name: 'distance.other', need }]);
  await vi.waitFor(() => expect(lab.questions('series.read').length).toBeGreaterThan(asked));
  await vi.waitFor(() => expect(curves.get('one', 'distance.other')).toBeDefined());
}

test('a distance that was not computed is missing, and computing it has it read', async () => {
  expect(distances.missing([both])).toEqual([]); // nothing is known yet
  await shown(0, 100);
  expect(distances.missing([both])).toEqual([both]);
  const computed = distances.compute([both]);
  expect(distances.computing).toEqual({ pair: both, share: 0 });
  lab.tell({ type: 'study', id: 'one', study: 'distance', share: 0.4, what: 'iterates' });
  lab.tell({ type: 'study', id: 'one', study: 'slice', share: 0.9, what: 'a slice' });
  lab.tell({ type: 'study', id: 'elsewhere', study: 'distance', share: 0.9, what: 'iterates' });
  expect(distances.computing?.share).toBe(0.4);
  expect(distances.concerns([])).toBe(true);
  answer();
  await computed;
  expect(lab.questions('runs.distance')).toEqual([{ id: 'one', other: 'other' }]);
  expect(distances.computing).toBeNull();
  await vi.waitFor(() => expect(curves.get('one', 'distance.other')?.step.length).toBe(81));
  expect(distances.concerns([both])).toBe(false);
});

test('one that ends before both runs do is missing too, but not beyond the last step of both', async () => {
  kept = 40;
  await shown(0, 100);
  expect(distances.missing([both])).toEqual([both]);
  kept = 81;
  curves.renew('one', 'distance.other');
  await vi.waitFor(() => expect(curves.get('one', 'distance.other')?.step.length).toBe(81));
  expect(distances.missing([both])).toEqual([]);
  curves.want([]);
  await shown(95, 100);
  expect(curves.get('one', 'distance.other')?.step.length).toBe(0);
  expect(distances.missing([both])).toEqual([]);
});

test('nothing is asked for while a run goes on', async () => {
  await shown(0, 100);
  const going = pair(one, run('other', { step: 80, status: 'running' }));
  expect(distances.missing([going])).toEqual([]);
});

test('a refusal is said, one of several ends the others, and calling off is none', async () => {
  await shown(0, 100);
  const refused = distances.compute([both, pair(other, one)]);
  answer(new LabError([{ place: '', code: 'not-reproduced', message: 'Another machine.' }]));
  await refused;
  expect(distances.problem?.message).toBe('Another machine.');
  expect(lab.questions('runs.distance')).toHaveLength(1);
  expect(distances.concerns([both])).toBe(true);
  const calledOff = distances.compute([both]);
  expect(distances.problem).toBeNull();
  await distances.cancel();
  await calledOff;
  expect(lab.questions('runs.cancelStudies')).toEqual([{ ids: ['one'] }]);
  expect(distances.problem).toBeNull();
  await distances.cancel(); // nothing is left to call off
  expect(lab.questions('runs.cancelStudies')).toHaveLength(1);
});
