import { totalmem } from 'node:os';
import { expect, test } from 'vitest';
import { estimateMemory, totalBytes } from '../../../../app/experiment/memory.ts';
import type { FromEngine, ToEngine } from '../../../../main/engine/protocol.ts';
import { availableMemory, filesOf } from '../../../../main/engine/run/available-memory.ts';
import { checkedMemory } from '../../../../main/engine/run/memory.ts';
import { openRun } from '../../../../main/engine/run/open.ts';
import { serve } from '../../../../main/engine/run/serve.ts';
import { completed } from '../../../app/experiment/completed.ts';
import { network, sam } from '../../../app/experiment/written.ts';

const experiment = completed(
  network({
    network: { kind: 'mlp', hidden: [300] },
    data: { kind: 'mixture', points: 200_000, dimension: 50 },
  }),
);
const needed = totalBytes(estimateMemory(experiment, 'onnx'));

test('a run that fits has its estimate recorded', async () => {
  expect(checkedMemory(experiment, 'onnx', null, needed)).toBe(needed);
  const small = completed({ ...network(), backend: 'reference', chunk: 6, optimizer: { ...sam, batch: 7 } });
  const { session, execution } = await openRun(small);
  await session.release();
  const memoryEstimate = totalBytes(estimateMemory(small, 'reference'));
  expect(execution).toMatchObject({ chunk: 6, batch: 7, memoryEstimate });
});

test('a run that does not fit is refused with what it needs, what there is, and what to lower', () => {
  const refused = (written: typeof experiment) => () => checkedMemory(written, 'onnx', null, needed - 1);
  expect(refused(experiment)).toThrow(
    /^The run needs about [\d.]+ GB of memory, and [\d.]+ GB are left on this machine\. Lower chunk, the examples evaluated at a time \(now auto\): [\d.]+ GB; the number of examples: \d+ MB\. Precision float32 needs about half\. Or wait until other runs have ended\.$/,
  );
  const wide = completed({
    ...network({ network: { kind: 'mlp', hidden: [2000, 2000] } }),
    precision: 'float32',
    measure: { sharpness: { count: 32 } },
  });
  expect(refused(wide)).toThrow(
    /Lower the widths of the network: [\d.]+ GB; measure\.sharpness\.count \(now 32\): [\d.]+ GB\. Or wait/,
  );
  expect(refused(experiment)).toThrow(expect.objectContaining({ code: 'memory' }) as Error);
});

test('an engine asked for more than any machine has says so and ends', async () => {
  const said: FromEngine[] = [];
  const exit = await new Promise<number>((resolve) => {
    let tell: (message: ToEngine) => void = () => undefined;
    serve({
      send: (message) => {
        said.push(message);
        return Promise.resolve();
      },
      receive: (listener) => (tell = listener),
      exit: resolve,
    });
    const { objective } = experiment;
    if (objective.kind !== 'network') throw new Error();
    const hidden = [100_000, 100_000];
    const huge = { ...experiment, objective: { ...objective, network: { ...objective.network, hidden } } };
    tell({ type: 'start', experiment: huge, checkpoint: null, begun: null, origin: null });
  });
  expect(exit).toBe(1);
  expect(said).toEqual([
    { type: 'online' },
    {
      type: 'failed',
      problem: { code: 'memory', message: expect.stringContaining('The run needs about') as string },
    },
  ]);
});

test('what is left is some of what the machine has; files kept in memory are left too', () => {
  expect(availableMemory()).toBeGreaterThan(0);
  expect(availableMemory()).toBeLessThanOrEqual(totalmem());
  expect(filesOf('anon 4096\nfile 12288\nkernel 7\nshmem 4096\nfile_mapped 99\n')).toBe(8192);
  expect(filesOf('')).toBe(0);
});
