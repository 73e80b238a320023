import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Execution } from '../../../../app/run/execution.ts';
import { choose, openRecorded } from '../../../../main/engine/choose/choose.ts';
import type { Executor } from '../../../../main/engine/execute/executor.ts';
import { addonFile, builtAddon, nativeFolder } from '../../../../main/engine/execute/tensorflow/native.ts';
import { ownCache, remember, taskOf } from './task.ts';

const quiet = (): Promise<void> => Promise.resolve();
const built = builtAddon();
const isPackageThere = (() => {
  try {
    return createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json') !== '';
  } catch {
    return false;
  }
})();

/** A native part whose addon is given. */
const withAddon = (make: (addon: string) => void) => (): void => {
  const addon = addonFile(nativeFolder('tensorflow-cpu'));
  mkdirSync(dirname(addon), { recursive: true });
  make(addon);
};
const damaged = withAddon((addon) => writeFileSync(addon, 'half an addon'));

/** So long that everything is worth trying. */
const long = { steps: 1_000_000_000 };

afterEach(() => {
  vi.doUnmock('../../../../main/engine/execute/executors.ts');
  vi.resetModules();
});

const states = [
  { state: 'is damaged', can: isPackageThere, make: damaged, words: /damaged or of another version/ },
  {
    state: 'is half built', // the addon without the library beside it
    can: isPackageThere && built !== null,
    make: withAddon((addon) => copyFileSync(built ?? '', addon)),
    words: /libtensorflow\S* is missing or cannot be found/,
  },
  {
    state: 'is not there',
    can: isPackageThere,
    make: () => undefined,
    words: /its native part is not there: run `npm run native`/,
  },
];

for (const { state, can, make, words } of states)
  test.skipIf(!can)(
    `where the native part of TensorFlow ${state}, others compute and the record says why`,
    async () => {
      ownCache(make);
      const { way, session, candidates } = await choose(await taskOf(long), quiet);
      await session.release();
      expect(['onnx', 'reference']).toContain(way.backend);
      expect(candidates.find(({ backend }) => backend === 'tensorflow')).toEqual({
        ...{ backend: 'tensorflow', mode: null, device: null, microsecondsPerStep: null },
        note: expect.stringMatching(words) as string,
      });
    },
  );

test.skipIf(!isPackageThere)('what was quickest and does not open any more is passed over', async () => {
  ownCache(damaged);
  const task = await taskOf(long);
  const slow = { microsecondsPerStep: 100 };
  remember(task, {
    'tensorflow xla': {},
    'tensorflow plain': {},
    onnx: slow,
    reference: { microsecondsPerStep: 200 },
  });
  const { way, session, reason, candidates } = await choose(task, quiet);
  await session.release();
  expect(way.backend).toBe('onnx');
  expect(reason).toBe('auto: the best that opens: tensorflow plain, tensorflow xla failed');
  expect(candidates[0]?.note).toMatch(/^TensorFlow cannot be loaded: .*damaged/);
});

test.skipIf(!isPackageThere)('a run that was begun by what is gone is not computed by another', async () => {
  ownCache(damaged);
  const begun: Execution = {
    backend: 'tensorflow',
    mode: 'xla',
    library: 'tensorflow',
    precision: 'float64',
    device: 'CPU',
    threads: 1,
    reason: 'auto',
    candidates: [],
    epsilon: null,
    parameters: 25,
    chunk: null,
    batch: null,
    memoryEstimate: null,
  };
  await expect(openRecorded(await taskOf(), begun, quiet)).rejects.toMatchObject({
    code: 'backend-missing',
    message: expect.stringMatching(
      /^The run was begun by tensorflow xla and can only be resumed by it\. TensorFlow cannot be loaded: /,
    ) as string,
  });
  await expect(choose(await taskOf({ backend: 'tensorflow' }), quiet)).rejects.toMatchObject({
    code: 'backend-missing',
    message: expect.stringMatching(/^TensorFlow cannot be loaded: .*npm run native/) as string,
  });
});

test('where no backend has the precision, that is said, with what to do', async () => {
  vi.resetModules();
  vi.doMock('../../../../main/engine/execute/executors.ts', () => ({
    installedLibraries: () => ({}),
    openExecutor: (backend: Executor['backend']): Promise<Executor> =>
      Promise.resolve({
        ...{ backend, library: 'l', device: 'CPU' },
        describe: () => ({
          backend,
          library: 'l',
          device: 'CPU',
          note: '',
          precisions: ['float32'],
          modes: [],
        }),
        open: () => Promise.reject(new EngineError('operation', 'There is no double.')),
      }),
  }));
  const { EngineError } = await import('../../../../main/engine/problem.ts');
  const { choose: chooseThere } = await import('../../../../main/engine/choose/choose.ts');
  ownCache(() => undefined);
  await expect(
    chooseThere(await taskOf({ objective: { kind: 'quadratic', eigenvalues: [1] } }), quiet),
  ).rejects.toMatchObject({
    code: 'backend-missing',
    message: expect.stringMatching(
      /^No backend can compute this run in float64\. Choose another precision, or get what is missing \(`ravine doctor`\)\. reference: The backend reference has no float64;/,
    ) as string,
  });
  await expect(chooseThere(await taskOf({ backend: 'onnx' }), quiet)).rejects.toMatchObject({
    code: 'precision-missing',
  });
});
