import { plainAlgebra, type Algebra } from '../curvature/algebra.ts';
import { openOnnxAlgebra } from './onnx/algebra.ts';
import { installedRuntime } from './onnx/runtime.ts';

const LONG = 2048; // numbers of a vector from which a library's products are faster, its call included

const opened = new Map<number, Promise<Algebra>>();

/** What multiplies vectors of a length fastest on this machine; a library stays loaded as long as the process lives. */
export function openAlgebra(length: number, threads: number): Promise<Algebra> {
  if (length < LONG || installedRuntime() === '') return Promise.resolve(plainAlgebra);
  const known = opened.get(threads) ?? openOnnxAlgebra(threads);
  opened.set(threads, known);
  return known;
}
