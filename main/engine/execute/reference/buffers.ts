import type { Precision } from '../../../../app/experiment/experiment.ts';
import { size, type Tensor } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import { zeros, type FloatArray } from './float-array.ts';
import { stretchBegin } from './kernel/layout.ts';

/** Whose memory a tensor's values lie in: its own, or that of the tensor it is a view of (a reshape, a stretch). */
export function ownerOf(tensor: Tensor): Tensor {
  const [source] = tensor.inputs;
  return source && isView(tensor) ? ownerOf(source) : tensor;
}

function isView(tensor: Tensor): boolean {
  return tensor.operation.op === 'reshape' || stretchBegin(tensor) !== null;
}

/**
 * A buffer for every tensor of an order. The buffers of fed values are given; a computed one is used again after the last tensor that reads
 * it, so that a program stays in the cache; `kept` tensors hold their values to the end.
 */
export function layOutBuffers(
  order: readonly Tensor[],
  kept: readonly Tensor[],
  fed: (name: string) => FloatArray | undefined,
  precision: Precision,
): ReadonlyMap<Tensor, FloatArray> {
  const buffers = new Map<Tensor, FloatArray>();
  const free = new Map<number, FloatArray[]>();
  const endings = lastReads(order, kept);
  for (const tensor of order) {
    buffers.set(tensor, bufferFor(tensor));
    for (const ended of endings.get(tensor) ?? []) {
      const buffer = buffers.get(ended);
      if (buffer) free.set(buffer.length, [...(free.get(buffer.length) ?? []), buffer]);
    }
  }
  return buffers;

  function bufferFor(tensor: Tensor): FloatArray {
    const { operation, inputs, shape } = tensor;
    const source = inputs[0] && buffers.get(inputs[0]);
    if (operation.op === 'input') {
      const buffer = fed(operation.name);
      if (!buffer) throw new EngineError('program', `Nothing is fed as ${operation.name}.`);
      return buffer;
    }
    if (operation.op === 'constant') return filled(zeros(precision, size(shape)), operation.values);
    if (!source || !isView(tensor)) return free.get(size(shape))?.pop() ?? zeros(precision, size(shape));
    const begin = stretchBegin(tensor) ?? 0;
    return source.subarray(begin, begin + size(shape));
  }
}

function filled(buffer: FloatArray, values: Float64Array): FloatArray {
  if (values.length === 1) buffer.fill(values[0] ?? 0);
  else buffer.set(values);
  return buffer;
}

/** Tensor → the computed owners whose values nobody reads after it. */
function lastReads(order: readonly Tensor[], kept: readonly Tensor[]): ReadonlyMap<Tensor, Tensor[]> {
  const reader = new Map<Tensor, Tensor>();
  for (const tensor of order) for (const input of tensor.inputs) reader.set(ownerOf(input), tensor);
  for (const tensor of kept) reader.delete(ownerOf(tensor));
  const endings = new Map<Tensor, Tensor[]>();
  for (const [owner, last] of reader)
    if (owner.inputs.length > 0) endings.set(last, [...(endings.get(last) ?? []), owner]);
  return endings;
}
