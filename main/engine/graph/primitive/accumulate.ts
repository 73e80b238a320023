import { inOrder } from '../order.ts';
import { refuse } from '../shape.ts';
import { substitute } from '../substitute.ts';
import type { Operation, Shape, Tensor } from '../tensor.ts';
import { reshape } from './layout.ts';
import { constant, input, node } from './leaf.ts';

/** A node whose operation is `accumulate`. */
export type Accumulation = Tensor & { readonly operation: Operation & { readonly op: 'accumulate' } };

/**
 * Σ over k of a body's value on the k-th slice along the leading axis of `sliced` ([count, …], one count) and on `shared`, whole. The slices are
 * taken one after the other, so that what the body computes on its way is held for one of them at a time.
 * @param body makes its value of what it is given and of constants; it sees nothing else
 */
export function accumulate(
  sliced: readonly Tensor[],
  shared: readonly Tensor[],
  body: (slices: readonly Tensor[], shared: readonly Tensor[]) => Tensor,
): Tensor {
  const [count] = sliced[0]?.shape ?? [];
  if (count === undefined || sliced.some(({ shape }) => shape[0] !== count))
    return refuse('accumulate', sliced, 'at least one tensor, all of one leading axis');
  return accumulateInputs({ count, sliced: sliced.length }, [...sliced, ...shared], (inputs) =>
    body(inputs.slice(0, sliced.length), inputs.slice(sliced.length)),
  );
}

/** The same by the operation's own parameters: the first `sliced` of the inputs are sliced; it may be none of them. */
export function accumulateInputs(
  { count, sliced }: { readonly count: number; readonly sliced: number },
  inputs: readonly Tensor[],
  body: (inputs: readonly Tensor[]) => Tensor,
): Tensor {
  const shapes = inputs.map(({ shape }, place) => (place < sliced ? shape.slice(1) : shape));
  if (count === 1) return body(inputs.map((tensor, place) => reshape(tensor, shapes[place] ?? [])));
  const own = shapes.map((shape, place) => input(bodyInputName(place), shape));
  const value = body(own);
  const foreign = inOrder([value]).find((leaf) => leaf.operation.op === 'input' && !own.includes(leaf));
  if (foreign?.operation.op === 'input')
    return refuse('accumulate', inputs, `a body of what it is given; ${foreign.operation.name} is not`);
  return isZero(value)
    ? constant(0, value.shape)
    : node({ op: 'accumulate', count, sliced, body: value }, inputs, value.shape);
}

/** Whether a tensor is a node of this operation. */
export function isAccumulation(tensor: Tensor): tensor is Accumulation {
  return tensor.operation.op === 'accumulate';
}

/** Whether a tensor is zero wherever it may be computed. */
export function isZero({ operation }: Tensor): boolean {
  return operation.op === 'constant' && operation.values.every((value) => value === 0);
}

/** The name by which a body knows what it is given for its node's input at a place. */
export function bodyInputName(place: number): string {
  return `#${place}`;
}

/** The place that such a name stands for. */
export function bodyInputPlace(name: string): number {
  return Number(name.slice(1));
}

/** The shape of what a body is given for each input of its node. */
export function bodyShapes({ inputs, operation: { sliced } }: Accumulation): readonly Shape[] {
  return inputs.map(({ shape }, place) => (place < sliced ? shape.slice(1) : shape));
}

/** A node's body on other tensors than its own inputs, in the places of those that it uses. */
export function bodyOn(
  { operation: { body } }: Accumulation,
  given: readonly (Tensor | undefined)[],
): Tensor {
  const replaced = new Map<Tensor, Tensor>();
  for (const leaf of inOrder([body])) {
    const one = leaf.operation.op === 'input' ? given[bodyInputPlace(leaf.operation.name)] : undefined;
    if (one) replaced.set(leaf, one);
  }
  return substitute(body, replaced);
}
