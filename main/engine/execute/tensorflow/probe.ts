import process from 'node:process';
import { describeProblem } from '../../problem.ts';
import type { Answer } from './describe.ts';
import { openTensorflow } from './executor.ts';

/** The process of `describeTensorflow`. */
async function answer(): Promise<Answer> {
  try {
    return { description: (await openTensorflow(1)).describe() };
  } catch (error) {
    return describeProblem(error);
  }
}

process.send?.(await answer(), () => process.disconnect());
