import type { Executor } from '../executor.ts';
import { loadRuntime, runtimeVersion } from './runtime.ts';
import { OnnxSession } from './session.ts';

/** ONNX Runtime on the CPU: programs as ONNX models, many runs of one in a Loop. @throws EngineError `backend-missing` */
export async function openOnnx(): Promise<Executor> {
  const runtime = await loadRuntime();
  const identity = {
    backend: 'onnx',
    library: `onnxruntime ${runtimeVersion(runtime)}`,
    device: 'CPU',
  } as const;
  return {
    ...identity,
    describe: () => ({ ...identity, note: '', precisions: ['float32', 'float64'], modes: [] }),
    open: (module, options) => new Promise((resolve) => resolve(new OnnxSession(runtime, module, options))),
  };
}
