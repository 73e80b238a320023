import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { NamedArray } from '../../../app/run/checkpoint.ts';
import { newRun, storeWithRun } from './fixture.ts';

function array(name: string, shape: number[], values: number[]): NamedArray {
  return { name, shape, values: Float64Array.from(values) };
}

test('arrays come back by name and prefix with shape and bits; a later one replaces one of its name', () => {
  const { store, run } = storeWithRun();
  const start = [
    array('start/layer0.weight', [2, 2], [1, NaN, -0, Infinity]),
    array('start/layer0.bias', [2], [0, 5e-324]),
  ];
  const rest = [array('empty', [0, 3], []), array('final/layer0.weight', [], [7])];
  store.saveArrays(run.id, start);
  store.saveArrays(run.id, rest);
  expect(store.readArrays(run.id)).toEqual([...start, ...rest]);
  expect(store.readArrays(run.id, 'start/')).toEqual(start);
  expect(store.listArrays(run.id)).toEqual([...start, ...rest].map(({ name }) => name));
  store.saveArrays(run.id, [array('final/layer0.weight', [2], [8, 9])]);
  store.saveArrays(run.id, [array('final/layer0.weight', [2], [8, 9])]);
  expect(store.readArrays(run.id, 'final/')).toEqual([array('final/layer0.weight', [2], [8, 9])]);
  expect(() => store.saveArrays(run.id, [array('x', [1], [1]), array('bad', [2, 2], [1])])).toThrow(
    expect.objectContaining({
      code: 'bad-array',
      message: expect.stringMatching(/bad .* 1 values .* \[2, 2\]/) as string,
    }) as Error,
  );
  expect(store.readArrays(run.id, 'x')).toEqual([]);
});

test('data that many runs share is kept once, until the last array that needs it is gone', () => {
  const { store, run } = storeWithRun();
  const raw = new Database(store.file, { readonly: true });
  const contents = raw.prepare('SELECT count(*) FROM contents').pluck();
  const data = array('data/inputs', [3], [1, 2, 3]);
  const other = store.createRun(newRun);
  for (const { id } of [run, other]) store.saveArrays(id, [data, array('data/same', [3], [1, 2, 3])]);
  expect(contents.get()).toBe(1);
  store.saveArrays(run.id, [array('data/inputs', [1], [4]), array('data/same', [1], [5])]);
  expect(contents.get()).toBe(3);
  expect(store.readArrays(other.id, 'data/inputs')).toEqual([data]);
  store.saveArrays(other.id, [array('data/inputs', [1], [4]), array('data/same', [1], [5])]);
  expect(contents.get()).toBe(2);
  raw.close();
});

test('of the checkpoints the newest two are kept, and none of a run that ended by itself', () => {
  const { store, run } = storeWithRun();
  const at = (step: number) => ({
    step,
    seconds: step / 10,
    state: JSON.stringify({ step }),
    arrays: [array('layer0.weight', [2], [step, -step]), array('eigenvectors', [1, 2], [1, 0])],
  });
  expect(store.readCheckpoint(run.id)).toBeNull();
  for (const step of [100, 200, 300, 300]) store.saveCheckpoint(run.id, at(step));
  expect(store.listCheckpoints(run.id)).toEqual([200, 300]);
  expect(store.readCheckpoint(run.id)).toEqual(at(300));
  expect(store.readCheckpoint(run.id, 200)).toEqual(at(200));
  expect(store.readCheckpoint(run.id, 100)).toBeNull();
  expect(store.readArrays(run.id)).toEqual([]);
  store.updateRun(run.id, { status: 'stopped' });
  expect(store.listCheckpoints(run.id)).toEqual([200, 300]);
  store.updateRun(run.id, { status: 'finished' });
  expect(store.readCheckpoint(run.id)).toBeNull();
  const raw = new Database(store.file, { readonly: true });
  expect(raw.prepare('SELECT count(*) FROM contents').pluck().get()).toBe(0);
  raw.close();
});

test('events come in order of step', () => {
  const { store, run } = storeWithRun();
  const events = [
    { step: 5, kind: 'zero-gradient', sentence: 'The gradient is zero.' },
    { step: 2, kind: 'unresolved', sentence: 'λ₁ was not resolved.' },
    { step: 5, kind: 'diverged', sentence: 'It diverged.' },
  ];
  for (const event of events) store.addEvent(run.id, event);
  expect(store.readEvents(run.id)).toEqual([events[1], events[0], events[2]]);
});
