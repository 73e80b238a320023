/** Builders of tensor programs: shapes are inferred and checked here. @throws EngineError `shape`, naming operation and shapes. */
export { constant, input, type Operand } from './primitive/leaf.ts';
export { add, div, mul, power, select, sub } from './primitive/elementwise.ts';
export {
  abs,
  cos,
  exp,
  log,
  neg,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  step,
  tanh,
} from './primitive/elementwise.ts';
export { dot, matmul, maximum, norm, sum } from './primitive/contraction.ts';
export { broadcast, concat, pad, reshape, slice, transpose } from './primitive/layout.ts';
export { gather, oneHot, scatter } from './primitive/lookup.ts';
export { convolution, convolutionFilters, convolutionImages } from './primitive/convolution.ts';
export { averagePool, averagePoolImages } from './primitive/pooling.ts';
export { accumulate } from './primitive/accumulate.ts';
