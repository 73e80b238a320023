import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { utilityApart } from '../../../main/desktop/engine.ts';
import { utilityEngine } from '../../../main/desktop/engine.ts';
import { runApart, startApartBy } from '../../../main/engine/own-process.ts';
import type { FromEngine } from '../../../main/engine/protocol.ts';
import type { EngineExit } from '../../../main/lab/engine-process.ts';
import { openFakeLab } from '../../contract/fake-lab.ts';
import { scripted } from '../lab/experiments.ts';
import { fakeFork } from './fake-electron.ts';

const program = (name: string): string => join(import.meta.dirname, name);
const fork = fakeFork as never;

afterEach(() => vi.restoreAllMocks());

test('the crash of an engine fails its run with what it said, the lab goes on, and the run can be resumed', async () => {
  const { lab, close } = await openFakeLab(utilityEngine(fork, program('../lab/fake-engine.ts')));
  const experiments = [scripted('points checkpoint crash'), scripted('points finish')];
  const { ids } = await lab.call('runs.start', { experiments });
  const [crashed = '', other = ''] = ids;
  const status = async (id: string) => (await lab.call('runs.get', { id })).status;
  await vi.waitFor(async () =>
    expect([await status(crashed), await status(other)]).toEqual(['failed', 'finished']),
  );
  const { problem } = await lab.call('runs.get', { id: crashed });
  expect(problem?.message).toContain('ended with code 3');
  expect(problem?.message).toContain('onnxruntime: out of luck');
  await lab.call('runs.resume', { ids: [crashed] });
  await vi.waitFor(async () => expect(await status(crashed)).not.toBe('failed'));
  await close();
});

test('an engine that hangs is ended at once', async () => {
  const told: FromEngine[] = [];
  const exit = await new Promise<EngineExit>((resolve) => {
    const engine = utilityEngine(
      fork,
      program('../lab/fake-engine.ts'),
    )({
      message: (message) => {
        told.push(message);
        if (message.type === 'online') engine.kill();
      },
      exit: resolve,
    });
  });
  expect(told).toEqual([{ type: 'online' }]);
  expect(exit).toMatchObject({ code: 1 });
});

test('what an engine tries apart is started for it, answers it, and may crash', async () => {
  const messages: unknown[] = [];
  await new Promise<void>((resolve) => {
    utilityEngine(
      fork,
      program('trying-engine.ts'),
    )({
      message: (message) => messages.push(message),
      exit: () => resolve(),
    });
  });
  expect(messages).toEqual([
    { tried: 'echo', heard: [{ echo: 7 }], trouble: null, said: '' },
    { tried: 'crash', heard: [], trouble: 'ended with code 9', said: 'out of luck' },
    { tried: 'hang', heard: [], trouble: 'took longer than 0.3 s and was ended', said: '' },
  ]);
});

test('the main process itself tries apart by utility processes', async () => {
  startApartBy(utilityApart(fork));
  const heard: unknown[] = [];
  const ending = await runApart({
    ...{ file: program('apart.ts'), request: { what: 'echo', value: 8 }, limit: 20_000 },
    heard: (message) => heard.push(message),
  });
  expect([ending, heard]).toEqual([{ trouble: null, said: '' }, [{ echo: 8 }]]);
});
