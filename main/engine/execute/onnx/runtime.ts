import { createRequire } from 'node:module';
import { EngineError } from '../../problem.ts';

export type Runtime = typeof import('onnxruntime-node');
export type { InferenceSession, Tensor } from 'onnxruntime-node';

/** Loads ONNX Runtime, which is native: where it is missing only this executor is. @throws EngineError `backend-missing` */
export async function loadRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new EngineError(
      'backend-missing',
      `ONNX Runtime cannot be loaded on ${process.platform} ${process.arch}: ${said}. ` +
        'Install the package again (npm ci); without it choose the backend reference.',
      { cause: error },
    );
  }
}

/** Version of the installed ONNX Runtime. */
export function runtimeVersion(runtime: Runtime): string {
  return runtime.env.versions.node ?? runtime.env.versions.common;
}

/** The version that is installed, told without loading it; empty where none is. */
export function installedRuntime(): string {
  try {
    const require = createRequire(import.meta.url);
    return (require('onnxruntime-node/package.json') as { readonly version: string }).version;
  } catch {
    return '';
  }
}

/** Makes an error of ONNX Runtime one of the engine's, naming what was done. */
export function translated(doing: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new EngineError('onnx', `ONNX Runtime failed ${doing}: ${said}`, { cause: error });
}
