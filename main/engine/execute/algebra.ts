import type { Precision } from '../../../app/experiment/experiment.ts';
import { plainAlgebra, type Algebra } from '../curvature/algebra.ts';
import type { Numbers } from '../numbers.ts';
import { openOnnxAlgebra } from './onnx/algebra.ts';
import { installedRuntime } from './onnx/runtime.ts';

const LONG = 2048; // numbers of a vector from which a library's products are faster, its call included

const opened = new Map<string, Promise<Algebra<Numbers>>>();

/** What multiplies vectors of a length fastest on this machine; a library stays loaded as long as the process lives. Short ones are float64 always. */
export function openAlgebra(length: number, threads: number, precision?: 'float64'): Promise<Algebra>;
export function openAlgebra(length: number, threads: number, precision: Precision): Promise<Algebra<Numbers>>;
export function openAlgebra(
  length: number,
  threads: number,
  precision: Precision = 'float64',
): Promise<Algebra<Numbers>> {
  if (length < LONG || installedRuntime() === '') return Promise.resolve(plainAlgebra);
  const way = `${precision}/${threads}`;
  const known = opened.get(way) ?? openOnnxAlgebra(threads, precision);
  opened.set(way, known);
  return known;
}
