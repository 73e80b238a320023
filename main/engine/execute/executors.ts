import type { BackendState } from '../../../app/contract/contract.ts';
import type { Backend } from '../../../app/experiment/experiment.ts';
import { EngineError } from '../problem.ts';
import type { Executor } from './executor.ts';
import { openOnnx } from './onnx/executor.ts';
import { reference } from './reference/executor.ts';

/** Every executor there is, and how it is opened: its library is loaded no sooner. */
const executors: readonly { readonly backend: Backend; readonly open: () => Promise<Executor> }[] = [
  { backend: 'onnx', open: openOnnx },
  { backend: 'reference', open: () => Promise.resolve(reference) },
];

/** @throws EngineError `backend-missing`, saying what is missing and how to get it */
export async function openExecutor(backend: Backend): Promise<Executor> {
  const found = executors.find((executor) => executor.backend === backend);
  if (found) return found.open();
  const there = executors.map((executor) => executor.backend).join(' or ');
  throw new EngineError('backend-missing', `This version has no backend ${backend}; choose ${there}.`);
}

/** What of the executors can be used on this machine. */
export function describeExecutors(): Promise<readonly BackendState[]> {
  return Promise.all(executors.map(({ backend, open }) => describeState(backend, open)));
}

async function describeState(backend: Backend, open: () => Promise<Executor>): Promise<BackendState> {
  try {
    return { ...(await open()).describe(), available: true, missing: '' };
  } catch (error) {
    const missing = error instanceof Error ? error.message : String(error);
    return { backend, available: false, library: '', device: '', precisions: [], missing };
  }
}
