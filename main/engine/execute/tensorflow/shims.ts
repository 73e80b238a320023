import { createRequire } from 'node:module';
import process from 'node:process';
import util from 'node:util';
import { addonFile, builtAddon, nativeFolder } from './native.ts';

/**
 * What tfjs-node 4.22 needs before it is loaded:
 * - `util.isNullOrUndefined` and `util.isArray`, which Node 23 took away;
 * - the addon that `npm run native` built: node-pre-gyp looks inside the package only, where a new installation would delete it;
 * - TensorFlow's C++ log kept to fatal errors; what fails is told by the errors of calls;
 * - products and convolutions of float32 kept in float32 on a GPU, where TensorFlow takes TF32 by itself: 10 bits of every factor;
 * - threads, which TensorFlow takes from the environment when it is loaded and from nowhere else.
 */
export function prepare(threads: number): NodeJS.Require {
  const old = util as unknown as Record<string, unknown>;
  old['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  old['isArray'] ??= Array.isArray;
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  process.env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  process.env['TF_NUM_INTEROP_THREADS'] = '-1'; // operations begin on the calling thread: nothing is handed over (docs/performance.md)
  if (threads === 1) addFlag('XLA_FLAGS', '--xla_cpu_multi_thread_eigen=false'); // else products are cut up for a pool of one
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'; // else a GPU's memory is taken whole
  process.env['NVIDIA_TF32_OVERRIDE'] ??= '0'; // heeded by cuBLAS and cuDNN
  const require = createRequire(import.meta.url);
  const addon = builtAddon();
  if (addon === addonFile(nativeFolder('tensorflow')))
    addFlag('XLA_FLAGS', '--xla_gpu_enable_triton_gemm=false'); // its products take TF32
  if (addon !== null) {
    const ofTfjs = createRequire(require.resolve('@tensorflow/tfjs-node'));
    const finder = ofTfjs('@mapbox/node-pre-gyp/lib/pre-binding.js') as { find: () => string };
    finder.find = () => addon;
  }
  return require;
}

/** A flag at the end of an environment variable that may hold others of the user's. */
function addFlag(variable: string, flag: string): void {
  process.env[variable] = [process.env[variable], flag].filter(Boolean).join(' ');
}
