import { EngineError } from '../../problem.ts';
import type { Executor } from '../executor.ts';
import { removeLeftFolders } from './folder.ts';
import { gpuModels } from './gpu.ts';
import { loadLibrary, type TensorflowLibrary } from './library.ts';
import { precisionsOf } from './precisions.ts';
import { TensorflowSession } from './session.ts';

/**
 * Native TensorFlow.js: every module one TensorFlow graph, run by one call a program, many runs of one in a while loop.
 * @throws EngineError `backend-missing`
 */
export async function openTensorflow(threads: number): Promise<Executor> {
  const library = await loadLibrary(threads);
  removeLeftFolders();
  const precisions = precisionsOf(library);
  return {
    describe: () => ({
      backend: 'tensorflow',
      library: library.version,
      device: deviceOf(library),
      precisions,
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

function deviceOf({ isUsingGpu }: TensorflowLibrary): string {
  const [model] = gpuModels();
  if (isUsingGpu) return model ?? 'GPU';
  return model
    ? `CPU (this TensorFlow does not use the ${model}: \`npm run native -- --gpu\` brings one that can)`
    : 'CPU';
}
