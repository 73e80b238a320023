import type { Precision } from '../../../../app/experiment/experiment.ts';
import { inOrder } from '../../graph/order.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { layOutBuffers, ownerOf } from './buffers.ts';
import type { FloatArray } from './float-array.ts';
import type { Kernel } from './kernel/kernel.ts';
import { bindOf } from './kernel/kernels.ts';

/** How some tensors are computed: kernels in order over buffers that are laid out once. */
export interface Plan {
  readonly kernels: readonly Kernel[];
  /** Where a tensor's values are once the kernels have run. */
  readonly bufferOf: (tensor: Tensor) => FloatArray;
}

/** @param fed the buffer of a value that is fed by name */
export function planOf(
  results: readonly Tensor[],
  fed: (name: string) => FloatArray | undefined,
  precision: Precision,
): Plan {
  const order = inOrder(results);
  const buffers = layOutBuffers(order, results, fed, precision);
  const bufferOf = (tensor: Tensor): FloatArray => {
    const buffer = buffers.get(tensor);
    if (!buffer) throw new TypeError(`There is no buffer for a ${tensor.operation.op}.`);
    return buffer;
  };
  const kernels = order
    .filter((tensor) => tensor.inputs.length > 0 && ownerOf(tensor) === tensor)
    .map((tensor) => bindOf(tensor.operation)(tensor, tensor.inputs.map(bufferOf), bufferOf(tensor)));
  return { kernels, bufferOf };
}
