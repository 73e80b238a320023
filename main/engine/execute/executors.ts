import type { BackendState } from '../../../app/contract/contract.ts';
import type { Backend } from '../../../app/experiment/experiment.ts';
import type { Executor, ExecutorDescription } from './executor.ts';
import { openOnnx } from './onnx/executor.ts';
import { installedRuntime } from './onnx/runtime.ts';
import { reference } from './reference/executor.ts';
import { describeTensorflow } from './tensorflow/describe.ts';
import { openTensorflow } from './tensorflow/executor.ts';
import { installedTensorflow } from './tensorflow/native.ts';

interface Opening {
  /** What is installed of it, told without loading it. */
  readonly installed: () => string;
  readonly open: (threads: number) => Promise<Executor>;
  /** Where describing must not load the library into this process. */
  readonly describe?: () => Promise<ExecutorDescription>;
}

/** Every executor there is, and how it is opened: its library is loaded no sooner. */
const executors: { readonly [Name in Backend]: Opening } = {
  tensorflow: { open: openTensorflow, describe: describeTensorflow, installed: installedTensorflow },
  onnx: { open: openOnnx, installed: installedRuntime },
  reference: { open: () => Promise.resolve(reference), installed: () => '' },
};

/**
 * @param threads on which its sessions will compute: TensorFlow must know when it is loaded
 * @throws EngineError `backend-missing`, saying what is missing and how to get it
 */
export function openExecutor(backend: Backend, threads = 1): Promise<Executor> {
  return executors[backend].open(threads);
}

/** What is installed of every executor's library: it changes when the library does. */
export function installedLibraries(): Readonly<Record<Backend, string>> {
  return {
    tensorflow: executors.tensorflow.installed(),
    onnx: executors.onnx.installed(),
    reference: executors.reference.installed(),
  };
}

/** What of the executors can be used on this machine. */
export function describeExecutors(): Promise<readonly BackendState[]> {
  return Promise.all((Object.keys(executors) as Backend[]).map(describeState));
}

async function describeState(backend: Backend): Promise<BackendState> {
  const { open, describe } = executors[backend];
  try {
    const description = describe ? await describe() : (await open(1)).describe();
    return { ...description, available: true, missing: '' };
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    return {
      backend,
      available: false,
      library: '',
      device: '',
      note: '',
      precisions: [],
      modes: [],
      missing,
    };
  }
}
