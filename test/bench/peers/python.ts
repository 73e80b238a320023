import { join } from 'node:path';
import { Child } from '../contest/child.ts';

/** A Python process of peers/SCRIPT on some threads, as a user would start it: without what this machine's environment says of OpenBLAS. */
export function pythonChild(
  python: string,
  threads: number,
  [script = '', ...args]: readonly string[],
): Child {
  const count = String(threads);
  return new Child(python, [join(import.meta.dirname, script), ...args], {
    OMP_NUM_THREADS: count,
    MKL_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    OPENBLAS_CORETYPE: undefined,
  });
}
