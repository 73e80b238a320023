import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { OWNER_PATIENCE_MS, processOwner } from '../../../main/store/owner.ts';
import { newRun, storeWithRun, temporaryStore } from './fixture.ts';

/** The pid of a process that has ended. */
function endedPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('one living process works on a run; another may not take it, until it is let go', () => {
  const { store, run } = storeWithRun();
  const [mine, other] = [processOwner(), processOwner()];
  expect(store.claim(run.id, mine)).toBe(true);
  expect(store.claim(run.id, mine)).toBe(true);
  expect(store.claim(run.id, other)).toBe(false);
  store.release(mine);
  expect(store.claim(run.id, other)).toBe(true);
  expect(() => store.claim('none', mine)).toThrow(expect.objectContaining({ code: 'unknown-run' }) as Error);
});

test('runs of processes that are gone become interrupted; those of living ones, and ended ones, stay', () => {
  const store = temporaryStore();
  const ended = { name: 'ended', host: hostname(), pid: endedPid() };
  const earlier = { name: 'same pid before a restart', host: hostname(), pid: process.pid };
  const elsewhere = { name: 'elsewhere', host: 'another-host', pid: endedPid() };
  const [ofEnded, ofEarlier, ofElsewhere, ofMine, finished] = [
    ended,
    earlier,
    elsewhere,
    processOwner(),
    ended,
  ].map((owner) => store.createRun({ ...newRun, owner }).id);
  store.updateRun(finished!, { status: 'finished' });
  const phase = { kind: 'compiling', what: 'onnx', since: '2026-01-31T12:00:00.000Z' } as const;
  store.updateRun(ofEarlier!, { status: 'paused', phase });
  const unowned = store.createRun(newRun).id;
  expect(store.markInterrupted().sort()).toEqual([ofEnded, ofEarlier].sort());
  expect(store.getRun(ofEnded!)?.status).toBe('interrupted');
  expect(store.getRun(ofEarlier!)?.phase).toBeNull();
  expect(store.getRun(ofMine!)?.status).toBe('queued');
  expect(store.markInterrupted()).toEqual([]);
  // Nobody was heard for too long: the owner elsewhere, this process, and the run that nobody claimed.
  const late = Date.now() + OWNER_PATIENCE_MS + 1000;
  expect(store.markInterrupted(late).sort()).toEqual([ofElsewhere, ofMine, unowned].sort());
  expect(store.getRun(finished!)?.status).toBe('finished');
});

test('a run of a process that is gone can be taken over', () => {
  const { store, run } = storeWithRun();
  expect(store.claim(run.id, { name: 'gone', host: hostname(), pid: endedPid() })).toBe(true);
  const mine = processOwner();
  expect(store.claim(run.id, mine)).toBe(true);
  store.updateRun(run.id, { status: 'running' });
  store.heartbeat(mine);
  expect(store.markInterrupted()).toEqual([]);
});

test('a process that only slept goes on with its run', () => {
  const { store, run } = storeWithRun();
  const sleeper = processOwner();
  store.claim(run.id, sleeper);
  store.updateRun(run.id, { status: 'running' });
  expect(store.markInterrupted(Date.now() + OWNER_PATIENCE_MS + 1000)).toEqual([run.id]);
  store.heartbeat(sleeper);
  store.updateRun(run.id, { status: 'running' });
  expect(store.markInterrupted()).toEqual([]);
});
