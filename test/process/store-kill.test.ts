import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Store } from '../../main/store/store.ts';
import { newRun, temporaryFolder, temporaryStore } from '../main/store/fixture.ts';

interface Writer {
  readonly process: ChildProcess;
  /** What it said so far. */
  readonly said: string[];
  /** Resolves when it has said so many lines. */
  saying(count: number): Promise<void>;
}

test('a store whose writer is killed at random moments opens every time with all points it was told are stored', async () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  const { id } = temporaryStore(file).createRun(newRun);
  let from = 0;
  for (let round = 0; round < 10; round++) {
    const writer = startWriter(file, id, from);
    await writer.saying(2 + Math.floor(Math.random() * 400));
    writer.process.kill('SIGKILL');
    await once(writer.process, 'close');
    // The last line may have been cut.
    const told = Number(writer.said.at(-1));
    const store = temporaryStore(file);
    expect(store.messages).toEqual([]);
    expect(store.markInterrupted()).toEqual([id]);
    expect(store.getRun(id)?.status).toBe('interrupted');
    from = checkPoints(store, id);
    expect(from).toBeGreaterThanOrEqual(told);
    expect(from - told).toBeLessThanOrEqual(1000); // one append may be stored before it is told
    store.close();
  }
});

test('two processes write two runs into one store at once, and neither takes the run of the other', async () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  const store = temporaryStore(file);
  const ids = [store.createRun(newRun).id, store.createRun(newRun).id];
  const writers = ids.map((id) => startWriter(file, id, 0));
  await Promise.all(writers.map((writer) => writer.saying(300)));
  expect(store.changed()).toBe(true);
  expect(store.markInterrupted()).toEqual([]);
  const thief = startWriter(file, ids[0]!, 0);
  expect(await once(thief.process, 'close')).toEqual([1, null]);
  expect(thief.said).toEqual([]);
  for (const { process } of writers) process.kill('SIGKILL');
  await Promise.all(writers.map(({ process }) => once(process, 'close')));
  expect(store.markInterrupted().sort()).toEqual(ids.sort());
  for (const id of ids) expect(checkPoints(store, id)).toBeGreaterThan(0);
});

function startWriter(file: string, id: string, from: number): Writer {
  const script = fileURLToPath(new URL('./store-writer.ts', import.meta.url));
  const child = spawn(process.execPath, [script, file, id, String(from)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = createInterface({ input: child.stdout });
  const said: string[] = [];
  lines.on('line', (line) => said.push(line));
  const saying = async (count: number): Promise<void> => {
    while (said.length < count) await once(lines, 'line');
  };
  return { process: child, said, saying };
}

/** That both series are whole up to the run's step. @returns the points of each. */
function checkPoints(store: Store, id: string): number {
  const count = store.getRun(id)!.step;
  for (const name of ['loss', 'gradientNorm']) {
    const { step, value } = store.readSeries(id, name);
    expect(step.length).toBe(count);
    expect(step.every((at, i) => at === i)).toBe(true);
    expect(value.every((y, i) => y === i * Math.SQRT2)).toBe(true);
  }
  return count;
}
