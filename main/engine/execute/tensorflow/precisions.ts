import { precisions, type Precision } from '../../../../app/experiment/experiment.ts';
import type { Mode } from '../../../../app/run/execution.ts';
import { input, matmul } from '../../graph/build.ts';
import type { Module } from '../../graph/program.ts';
import { EngineError } from '../../problem.ts';
import type { TensorflowLibrary } from './library.ts';
import { writeModel } from './model.ts';

const matrix = input('matrix', [1, 1]);
const square: Module = {
  variables: { matrix: [1, 1] },
  programs: { square: { inputs: {}, outputs: { product: matmul(matrix, matrix) }, updates: {} } },
};

/** The precisions in which this TensorFlow loads and runs a loop of a small program in a mode: tried, not assumed. */
export function precisionsOf(
  library: Pick<TensorflowLibrary, 'load' | 'run' | 'release'>,
  mode: Mode,
): readonly Precision[] {
  return precisions.filter((precision) => runs(library, mode, precision));
}

function runs(
  library: Pick<TensorflowLibrary, 'load' | 'run' | 'release'>,
  mode: Mode,
  precision: Precision,
): boolean {
  const model = writeModel(square, precision, mode);
  try {
    const session = library.load(model.bytes);
    try {
      const loop = model.iterate.get('square');
      library.run(session, 'setting a probe to zero', model.clear, precision, {});
      if (loop) library.run(session, 'running a probe', loop, precision, {}, 1);
      return true;
    } finally {
      library.release(session);
    }
  } catch (error) {
    if (error instanceof EngineError) return false;
    throw error;
  }
}
