import { isBinary, isUnary } from '../../../graph/scalar.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { EngineError } from '../../../problem.ts';
import type { Context } from '../compiled.ts';
import { lowerAccumulate } from './accumulate.ts';
import { lowerMatmul, lowerReduction, lowerSum } from './contraction.ts';
import { lowerConvolution, lowerConvolutionFilters, lowerConvolutionImages } from './convolution.ts';
import { lowerBinary, lowerPower, lowerSelect, lowerUnary } from './elementwise.ts';
import { lowerBroadcast, lowerConcat, lowerPad, lowerReshape, lowerSlice, lowerTranspose } from './layout.ts';
import { lowerGather, lowerOneHot, lowerScatter } from './lookup.ts';
import type { TensorflowLowering } from './lowering.ts';
import { lowerAveragePool, lowerAveragePoolImages } from './pooling.ts';

/** How a tensor becomes TensorFlow nodes. @throws EngineError `operation` for what does not: an input is fed by whoever writes the graph. */
export function lower(tensor: Tensor, context: Context): TensorflowLowering {
  const { operation, shape } = tensor;
  if (isUnary(operation.op)) return lowerUnary(tensor, operation.op);
  if (isBinary(operation.op)) return lowerBinary(tensor, operation.op);
  switch (operation.op) {
    case 'constant':
      return { operands: [], write: (writer) => writer.numbers(operation.values, shape) };
    case 'power':
      return lowerPower(tensor, operation.exponent);
    case 'select':
      return lowerSelect(tensor);
    case 'matmul':
      return lowerMatmul(tensor, operation);
    case 'sum':
      return lowerSum(tensor, operation.axes, operation.keep);
    case 'maximum':
      return lowerReduction(tensor, 'Max', operation.axes, true);
    case 'broadcast':
      return lowerBroadcast(tensor);
    case 'reshape':
      return lowerReshape(tensor);
    case 'transpose':
      return lowerTranspose(tensor, operation.permutation);
    case 'slice':
      return lowerSlice(tensor, operation.begin);
    case 'pad':
      return lowerPad(tensor, operation.before, operation.after);
    case 'concat':
      return lowerConcat(tensor, operation.axis);
    case 'gather':
      return lowerGather(tensor);
    case 'scatter':
      return lowerScatter(tensor, operation.rows);
    case 'one-hot':
      return lowerOneHot(tensor, operation.depth);
    case 'convolution':
      return lowerConvolution(tensor, operation.window);
    case 'convolution-images':
      return lowerConvolutionImages(tensor, operation.window);
    case 'convolution-filters':
      return lowerConvolutionFilters(tensor, operation.window);
    case 'average-pool':
      return lowerAveragePool(tensor, operation.size);
    case 'average-pool-images':
      return lowerAveragePoolImages(tensor, operation.size);
    case 'accumulate':
      return lowerAccumulate(tensor, operation, context);
    default:
      throw new EngineError('operation', `TensorFlow has no lowering for ${operation.op}.`);
  }
}
