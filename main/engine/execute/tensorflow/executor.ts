import { modes } from '../../../../app/run/execution.ts';
import { EngineError } from '../../problem.ts';
import type { Executor } from '../executor.ts';
import { removeLeftFolders } from './folder.ts';
import { deviceOf } from './gpu.ts';
import { loadLibrary } from './library.ts';
import { precisionsOf } from './precisions.ts';
import { TensorflowSession } from './session.ts';

/**
 * Native TensorFlow.js: every module one TensorFlow graph, run by one call a program, many runs of one in a while loop.
 * @throws EngineError `backend-missing`
 */
export async function openTensorflow(threads: number): Promise<Executor> {
  const library = await loadLibrary(threads);
  removeLeftFolders();
  const { device, note } = deviceOf(library);
  const identity = { backend: 'tensorflow', library: library.version, device } as const;
  return {
    ...identity,
    describe: () => ({
      ...{ ...identity, note },
      precisions: precisionsOf(library, 'plain'),
      modes: modes.map((mode) => ({ mode, precisions: precisionsOf(library, mode) })),
    }),
    open: (module, options) =>
      new Promise((resolve) => {
        if (options.threads !== library.threads)
          throw new EngineError(
            'threads',
            `TensorFlow was loaded for ${library.threads} threads in this process and cannot change to ${options.threads}.`,
          );
        resolve(new TensorflowSession(library, module, options));
      }),
  };
}
