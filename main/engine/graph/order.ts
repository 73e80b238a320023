import type { Tensor } from './tensor.ts';

/** All tensors that some depend on, themselves included, each after its inputs. */
export function inOrder(outputs: readonly Tensor[]): Tensor[] {
  const seen = new Set<Tensor>();
  const order: Tensor[] = [];
  const stack: { tensor: Tensor; next: number }[] = [];
  const visit = (tensor: Tensor): void => {
    if (!seen.has(tensor)) stack.push({ tensor, next: 0 });
    seen.add(tensor);
  };
  for (const output of outputs) {
    visit(output);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const dependency = top.tensor.inputs[top.next++];
      if (dependency) visit(dependency);
      else {
        order.push(top.tensor);
        stack.pop();
      }
    }
  }
  return order;
}
