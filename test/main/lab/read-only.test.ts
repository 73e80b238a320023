import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { Method } from '../../../app/contract/contract.ts';
import { answer } from '../../../main/lab/answer.ts';
import { Store } from '../../../main/store/store.ts';
import { scripted } from './experiments.ts';
import { ScriptedLab } from './scripted-lab.ts';

const on = ScriptedLab.forEachTest();

it('a lab on a store of a newer Ravine reads it, and refuses whatever would write, saying why', async () => {
  const experiments = [scripted('arrays points arrays finish')];
  const [id = ''] = (await on.lab.call('runs.start', { experiments })).ids;
  await vi.waitFor(() => expect(on.store.getRun(id)?.status).toBe('finished'), 20_000);
  await on.lab.close();
  on.store.close();
  const file = join(on.folder, 'lab.sqlite');
  const database = new Database(file);
  database.pragma('user_version = 999');
  database.close();
  on.store = Store.open(file, { appVersion: '0.0.0' });
  on.lab = on.open();

  const { store } = await on.lab.call('lab.describe', {});
  expect(store).toMatchObject({ file, readOnly: true, messages: [expect.stringContaining('schema 999')] });
  expect((await on.lab.call('runs.list', {})).map((run) => run.id)).toEqual([id]);
  expect(await on.lab.call('runs.get', { id })).toMatchObject({ id, status: 'finished' });
  const writing: readonly (readonly [Method, object])[] = [
    ['runs.start', { experiments }],
    ['runs.annotate', { id, note: 'mine' }],
    ['runs.delete', { ids: [id] }],
    ['runs.fork', { id, point: 'start', changes: { steps: 5 } }],
  ];
  for (const [method, params] of writing)
    expect([method, await answer(on.lab, { method, params })]).toEqual([
      method,
      { problems: [expect.objectContaining({ code: 'read-only' })] },
    ]);
  expect((await on.lab.call('runs.list', {})).map((run) => run.note)).toEqual(['']);
});
