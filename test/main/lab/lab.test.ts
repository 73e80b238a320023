import { describe, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../../app/contract/contract.ts';
import { Store } from '../../../main/store/store.ts';
import { scripted } from './experiments.ts';
import { has, ScriptedLab } from './scripted-lab.ts';

const on = ScriptedLab.forEachTest();

describe('a run', () => {
  it('is queued, computed, stored and told', async () => {
    const events: LabEvent[] = [];
    on.lab.subscribe((event) => events.push(event));
    const [id = ''] = await on.start('arrays points spike points checkpoint finish');
    const run = await on.until(id, has('finished'));
    expect(run).toMatchObject({ step: 20, seconds: 0.2, execution: { reason: 'scripted' }, problem: null });
    expect(run.summary?.finalLoss).toBe(1 / 20);
    expect([run.startedAt, run.endedAt]).not.toContain(null);
    const [window] = await on.lab.call('series.read', { series: [{ id, name: 'loss' }], from: 5 });
    expect(window?.value).toEqual(Float64Array.from({ length: 15 }, (_, i) => 1 / (6 + i)));
    expect(await on.lab.call('runs.events', { id })).toMatchObject([{ kind: 'spike' }]);
    expect((await on.lab.call('runs.get', { id })).series).toEqual([{ name: 'loss', points: 20 }]);
    const told = events.flatMap((event) => (event.type === 'run' ? [event.run.status] : []));
    expect(told[0]).toBe('queued');
    expect(told.at(-1)).toBe('finished');
    await vi.waitFor(() => expect(events).toContainEqual({ type: 'points', id, step: 20 }));
  });

  it('waits for its turn', async () => {
    await on.reopen({ engines: 1 });
    const [first = '', second = '', third = ''] = await on.start('points', 'finish', 'finish');
    await on.until(first, has('running'));
    expect([on.store.getRun(second)?.status, on.store.getRun(third)?.status]).toEqual(['queued', 'queued']);
    expect(on.engines.size).toBe(1);
    await on.lab.call('runs.stop', { ids: [first] });
    await on.until(third, has('finished'));
    const [began, ended] = [on.store.getRun(third)?.startedAt, on.store.getRun(second)?.endedAt];
    expect(Date.parse(began ?? '')).toBeGreaterThanOrEqual(Date.parse(ended ?? ''));
  });

  it('gives its place to the next while it is paused, also before it has begun', async () => {
    await on.reopen({ engines: 1 });
    const [first = '', held = '', third = ''] = await on.start('points', 'finish', 'finish');
    await on.until(first, has('running'));
    await on.lab.call('runs.pause', { ids: [held] });
    await on.lab.call('runs.pause', { ids: [first] });
    await on.until(third, has('finished'));
    expect([on.store.getRun(first)?.status, on.store.getRun(held)?.status]).toEqual(['paused', 'paused']);
    await on.lab.call('runs.resume', { ids: [held, first] });
    await on.until(first, has('running'));
    await on.lab.call('runs.stop', { ids: [first] });
    await on.until(held, has('finished'));
  });

  it('is stepped while it is paused', async () => {
    const [id = ''] = await on.start('points');
    await on.until(id, has('running'));
    await expect(on.lab.call('runs.step', { id, count: 3 })).rejects.toMatchObject({
      problems: [{ code: 'not-paused' }],
    });
    await on.lab.call('runs.pause', { ids: [id] });
    await on.until(id, has('paused'));
    await on.lab.call('runs.step', { id, count: 3 });
    await on.until(id, (run) => run.step === 13 && run.status === 'paused');
  });

  it('goes on from its checkpoint after a stop', async () => {
    const [id = ''] = await on.start('points checkpoint points');
    await on.until(id, ({ step }) => step === 20);
    await on.lab.call('runs.stop', { ids: [id] });
    await on.until(id, has('stopped'));
    await on.lab.call('runs.resume', { ids: [id] });
    await on.until(id, ({ step, status }) => status === 'running' && step === 40);
    const [window] = await on.lab.call('series.read', { series: [{ id, name: 'loss' }] });
    expect(window?.step).toEqual(Float64Array.from({ length: 40 }, (_, i) => i));
    expect(on.store.getRun(id)?.problem).toBeNull();
  });

  it('goes on by what it was begun by; without a checkpoint that is chosen anew', async () => {
    const [kept = '', bare = ''] = await on.start('points checkpoint abort', 'points abort');
    for (const id of [kept, bare]) await on.until(id, has('failed'));
    await on.lab.call('runs.resume', { ids: [kept, bare] });
    expect((await on.until(kept, (run) => run.step === 20)).execution?.reason).toBe('as scripted');
    expect((await on.until(bare, (run) => run.step === 10)).execution?.reason).toBe('scripted');
  });

  it('that has finished cannot be resumed, paused or stepped, and a stop leaves it as it is', async () => {
    const [id = ''] = await on.start('finish');
    await on.until(id, has('finished'));
    const refused = {
      code: expect.stringMatching(/^not-/) as string,
      message: expect.stringContaining(id) as string,
    };
    for (const method of ['runs.resume', 'runs.pause'] as const)
      await expect(on.lab.call(method, { ids: [id] })).rejects.toMatchObject({ problems: [refused] });
    await on.lab.call('runs.stop', { ids: [id] });
    expect(on.store.getRun(id)?.status).toBe('finished');
  });

  it('is deleted and restored, an active one stopped first', async () => {
    const [done = '', going = ''] = await on.start('finish', 'points');
    await on.until(done, has('finished'));
    await on.until(going, has('running'));
    const removed = new Promise((resolve) => {
      on.lab.subscribe((event) => event.type === 'removed' && resolve(event.ids));
    });
    await on.lab.call('runs.delete', { ids: [done, going] });
    expect(await removed).toEqual([done, going]);
    expect(on.engines.size).toBe(0);
    expect(await on.lab.call('runs.list', {})).toEqual([]);
    await expect(on.lab.call('runs.get', { id: going })).rejects.toMatchObject({
      problems: [{ code: 'unknown-run' }],
    });
    await on.lab.call('runs.restore', { ids: [going] });
    expect(await on.lab.call('runs.list', {})).toMatchObject([{ id: going, status: 'stopped', step: 10 }]);
  });

  it('is annotated', async () => {
    const [id = ''] = await on.start('finish');
    await on.until(id, has('finished'));
    await on.lab.call('runs.annotate', { id, tags: ['good'], pinned: true });
    expect(await on.lab.call('runs.annotate', { id, name: 'Bounce' })).toMatchObject({
      name: 'Bounce',
      tags: ['good'],
      pinned: true,
      note: '',
    });
  });
});

describe('closing', () => {
  it('keeps a checkpoint of what goes on, leaves no process, and another lab resumes it', async () => {
    await on.reopen({ engines: 1 });
    const [going = '', queued = ''] = await on.start('points', 'points finish');
    await on.until(going, ({ step }) => step === 10);
    await on.lab.close();
    expect(on.engines.size).toBe(0);
    expect(on.store.getRun(going)).toMatchObject({ status: 'interrupted', step: 10 });
    expect(on.store.getRun(queued)).toMatchObject({ status: 'interrupted', step: 0 });
    on.lab = on.open();
    await on.lab.call('runs.resume', { ids: [going, queued] });
    await on.until(going, ({ step }) => step === 20);
    await on.until(queued, has('finished'));
  });

  it('can be done at once', async () => {
    const [id = ''] = await on.start('points block');
    await on.until(id, ({ step }) => step === 10);
    on.lab.kill();
    await vi.waitFor(() => expect(on.engines.size).toBe(0));
    expect(on.store.getRun(id)?.status).toBe('stopped');
  });
});

describe('two labs on one store', () => {
  it('see each other’s runs, and change their own only', async () => {
    const second = Store.open(on.store.file, { appVersion: '0.0.0' });
    const other = on.open({ store: second });
    try {
      const seen = new Set<string>();
      other.subscribe((event) => event.type === 'run' && seen.add(`${event.run.name} ${event.run.status}`));
      const [id = ''] = await on.start('points');
      await on.until(id, has('running'));
      await vi.waitFor(() => expect(seen).toContain('points running'), 30_000);
      for (const method of ['runs.stop', 'runs.resume', 'runs.pause', 'runs.delete'] as const)
        await expect(other.call(method, { ids: [id] })).rejects.toMatchObject({
          problems: [{ code: 'owned-elsewhere' }],
        });
      await on.lab.call('runs.stop', { ids: [id] });
      await vi.waitFor(() => expect(seen).toContain('points stopped'), 30_000);
      await other.call('runs.resume', { ids: [id] });
      await on.until(id, ({ step }) => step === 20, other);
    } finally {
      await other.close();
      second.close();
    }
  });
});

describe('two labs', () => {
  it('tell of each other’s bookmarks', async () => {
    const second = Store.open(on.store.file, { appVersion: '0.0.0' });
    const other = on.open({ store: second });
    try {
      const told: LabEvent[] = [];
      other.subscribe((event) => told.push(event));
      const kept = await on.lab.call('bookmarks.keep', { name: 'a view', address: '#/' });
      const event = { type: 'bookmarks', bookmarks: [kept] };
      await vi.waitFor(() => expect(told).toContainEqual(event), 30_000);
    } finally {
      await other.close();
      second.close();
    }
  });
});

describe('experiments', () => {
  it('are refused together, each problem at its place, and none is run', async () => {
    const experiments = [scripted('finish'), { ...scripted('finish'), steps: 0 }, 7];
    await expect(on.lab.call('runs.start', { experiments })).rejects.toMatchObject({
      problems: [{ place: 'experiments[1].steps' }, { place: 'experiments[2]' }],
    });
    expect(await on.lab.call('runs.list', {})).toEqual([]);
  });
});
