import { InferenceSession } from 'onnxruntime-node';
import { afterEach, expect, test, vi } from 'vitest';
import { openOnnx } from '../../../../../main/engine/execute/onnx/executor.ts';
import { direction, networkModule, start } from '../../graph/network.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const create = InferenceSession.create.bind(InferenceSession) as (
  bytes: Uint8Array,
) => Promise<InferenceSession>;

/** Counts the runtime's sessions that are open. */
function counted(): { open: number; made: number } {
  const count = { open: 0, made: 0 };
  vi.spyOn(InferenceSession, 'create').mockImplementation(async (...given: unknown[]) => {
    const session = await create(...(given as [Uint8Array]));
    count.open++;
    count.made++;
    const release = session.release.bind(session);
    vi.spyOn(session, 'release').mockImplementation(async () => {
      count.open--;
      await release();
    });
    return session;
  });
  return count;
}

test('a program is compiled once, when it is first needed, and released with the session', async () => {
  const count = counted();
  const session = await (
    await openOnnx()
  ).open(networkModule('squared'), { precision: 'float64', threads: 1 });
  await session.write({ w: start, v: direction });
  expect(count.made).toBe(0);
  await session.run('derivatives', {});
  await session.run('derivatives', {});
  expect(count.made).toBe(1);
  await session.iterate('sam', 2, {});
  await session.iterate('sam', 50, {});
  await session.run('sam', {});
  expect(count).toEqual({ open: 2, made: 2 });
  await session.release();
  expect(count.open).toBe(0);
});

test('a release waits for the call before it', async () => {
  const count = counted();
  const session = await (
    await openOnnx()
  ).open(networkModule('squared'), { precision: 'float64', threads: 1 });
  const running = session.iterate('sam', 20, {});
  await session.release();
  expect((await running)['loss']).toHaveLength(20);
  expect(count).toEqual({ open: 0, made: 1 });
});

test('what the runtime refuses is said with the program it was', async () => {
  vi.spyOn(InferenceSession, 'create').mockRejectedValue(
    new Error('Could not find an implementation for Foo(1)'),
  );
  const session = await (
    await openOnnx()
  ).open(networkModule('squared'), { precision: 'float64', threads: 1 });
  await expect(session.run('sam', {})).rejects.toMatchObject({
    name: 'EngineError',
    code: 'onnx',
    message: 'ONNX Runtime failed compiling program sam: Could not find an implementation for Foo(1)',
  });
  await session.release();
});
