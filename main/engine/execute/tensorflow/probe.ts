import process from 'node:process';
import { describeProblem } from '../../problem.ts';
import { findParent } from '../../parent.ts';
import type { Answer } from './describe.ts';
import { openTensorflow } from './executor.ts';
import { gpuModels } from './gpu.ts';

/** The process of `describeTensorflow`. */
async function answer(): Promise<Answer> {
  try {
    return { description: (await openTensorflow(1)).describe() };
  } catch (error) {
    return describeProblem(error);
  }
}

// What becomes of a GPU is told in TensorFlow's log.
if (gpuModels().length > 0) process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '0';
const parent = findParent();
await parent?.send(await answer());
parent?.leave();
