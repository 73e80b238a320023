import { isBinary, isUnary } from '../../../graph/scalar.ts';
import type { Operation } from '../../../graph/tensor.ts';
import { EngineError } from '../../../problem.ts';
import { bindAccumulate } from './accumulate.ts';
import { bindMaximum, bindSum } from './contraction.ts';
import { bindConvolution, bindConvolutionFilters, bindConvolutionImages } from './convolution.ts';
import { bindBinary, bindPower, bindSelect, bindUnary } from './elementwise.ts';
import type { Bind } from './kernel.ts';
import { bindBroadcast, bindConcat, bindPad, bindSlice, bindTranspose } from './layout.ts';
import { bindGather, bindOneHot, bindScatter } from './lookup.ts';
import { bindMatmul } from './matmul.ts';
import { bindAveragePool, bindAveragePoolImages } from './pooling.ts';

/** The kernel of an operation. @throws EngineError `operation` for what has none: leaves, and a reshape, which is a view of its input. */
export function bindOf(operation: Operation): Bind {
  if (isUnary(operation.op)) return bindUnary(operation.op);
  if (isBinary(operation.op)) return bindBinary(operation.op);
  switch (operation.op) {
    case 'power':
      return bindPower(operation.exponent);
    case 'select':
      return bindSelect;
    case 'matmul':
      return bindMatmul(operation.transposeA, operation.transposeB);
    case 'sum':
      return bindSum(operation.axes);
    case 'maximum':
      return bindMaximum(operation.axes);
    case 'broadcast':
      return bindBroadcast;
    case 'transpose':
      return bindTranspose(operation.permutation);
    case 'slice':
      return bindSlice(operation.begin);
    case 'pad':
      return bindPad(operation.before);
    case 'concat':
      return bindConcat(operation.axis);
    case 'gather':
      return bindGather;
    case 'scatter':
      return bindScatter(operation.rows);
    case 'one-hot':
      return bindOneHot(operation.depth);
    case 'convolution':
      return bindConvolution(operation.window);
    case 'convolution-images':
      return bindConvolutionImages(operation.window);
    case 'convolution-filters':
      return bindConvolutionFilters(operation.window);
    case 'average-pool':
      return bindAveragePool(operation.size);
    case 'average-pool-images':
      return bindAveragePoolImages(operation.size);
    case 'accumulate':
      return bindAccumulate(operation);
    default:
      throw new EngineError('operation', `The reference has no kernel for ${operation.op}.`);
  }
}
