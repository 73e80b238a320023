import { inOrder } from './order.ts';
import type { Tensor } from './tensor.ts';

/** A tensor with some of those that it depends on replaced by others of their shapes. */
export function substitute(output: Tensor, replaced: ReadonlyMap<Tensor, Tensor>): Tensor {
  const made = new Map<Tensor, Tensor>(replaced);
  for (const tensor of inOrder([output])) {
    if (made.has(tensor)) continue;
    const inputs = tensor.inputs.map((input) => made.get(input) ?? input);
    const same = inputs.every((input, i) => input === tensor.inputs[i]);
    made.set(tensor, same ? tensor : { ...tensor, inputs });
  }
  return made.get(output) ?? output;
}
