import type { Tensor } from './tensor.ts';

/** Everything that some tensors depend on, themselves included, each after its inputs (or what `inputsOf` counts as such). */
export function inOrder(
  outputs: readonly Tensor[],
  inputsOf: (tensor: Tensor) => readonly Tensor[] = ({ inputs }) => inputs,
): Tensor[] {
  const seen = new Set<Tensor>();
  const order: Tensor[] = [];
  // A stack of its own: programs are deeper than the call stack may be.
  const open: { readonly tensor: Tensor; readonly inputs: readonly Tensor[]; next: number }[] = [];
  const visit = (tensor: Tensor): void => {
    if (seen.has(tensor)) return;
    seen.add(tensor);
    open.push({ tensor, inputs: inputsOf(tensor), next: 0 });
  };
  for (const output of outputs) {
    visit(output);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const dependency = top.inputs[top.next++];
      if (dependency) visit(dependency);
      else order.push(...open.splice(-1).map(({ tensor }) => tensor));
    }
  }
  return order;
}
