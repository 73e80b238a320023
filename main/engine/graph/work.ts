import { inOrder } from './order.ts';
import { size, type Tensor } from './tensor.ts';

/** Multiplications that the matrix products and convolutions of a program make: nearly all its work where it is large. */
export function multiplications(outputs: readonly Tensor[]): number {
  return inOrder(outputs).reduce((sum, tensor) => sum + ownMultiplications(tensor), 0);
}

function ownMultiplications({ operation, inputs, shape }: Tensor): number {
  const [first, second] = inputs.map((tensor) => tensor.shape);
  switch (operation.op) {
    case 'matmul':
      return size(shape) * (first?.at(operation.transposeA ? -2 : -1) ?? 0);
    case 'convolution': // each output's window of all channels
      return size(shape) * (size(second ?? []) / (second?.at(-1) ?? 1));
    case 'convolution-images':
      return size(first ?? []) * (size(second ?? []) / (second?.at(-1) ?? 1));
    case 'convolution-filters':
      return size(second ?? []) * (size(shape) / (shape.at(-1) ?? 1));
    case 'accumulate':
      return operation.count * multiplications([operation.body]);
    default:
      return 0;
  }
}
