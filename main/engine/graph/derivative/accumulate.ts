import { concat, constant, dot, oneHot, reshape, select, slice } from '../build.ts';
import { forward } from '../forward.ts';
import { accumulateInputs, bodyOn, isZero, type Accumulation } from '../primitive/accumulate.ts';
import { reverse } from '../reverse.ts';
import { size, type Tensor } from '../tensor.ts';
import type { Rule } from './rule.ts';

/** The derivative of a sum is the sum of the derivatives: each is an accumulation whose body is derived. */
export const accumulateRule: Rule<'accumulate'> = {
  forward: (node, tangents) => {
    const moving = node.inputs.flatMap((_, place) => (tangents[place] ? [place] : []));
    const along = moving.map((place) => tangents[place]!);
    const cut = moving.filter((place) => place < node.operation.sliced).length;
    const more = { sliced: along.slice(0, cut), shared: along.slice(cut) };
    const tangent = accumulatedAnew(node, more, (given, slices, shared) => {
      const wrt = moving.map((place) => given[place]!);
      return forward([bodyOn(node, given)], wrt, [...slices, ...shared])[0]!;
    });
    return isZero(tangent) ? null : tangent;
  },
  reverse: (node, cotangent, isWanted) => {
    const wanted = node.inputs.flatMap((input, place) => (isWanted(input) ? [place] : []));
    const shared = sharedCotangents(
      node,
      wanted.filter((place) => place >= node.operation.sliced),
      cotangent,
    );
    return node.inputs.map((_, place) => {
      if (!wanted.includes(place)) return null;
      return place < node.operation.sliced ? slicedCotangent(node, place, cotangent) : shared.get(place)!;
    });
  },
};

/** Cotangents of shared inputs by their places, all from one accumulation, so that what they have in common is computed once a slice. */
function sharedCotangents(
  node: Accumulation,
  places: readonly number[],
  cotangent: Tensor,
): ReadonlyMap<number, Tensor> {
  if (places.length === 0) return new Map();
  const packed = accumulatedAnew(node, { sliced: [], shared: [cotangent] }, (given, _slices, [weight]) => {
    const wrt = places.map((place) => given[place]!);
    const shares = reverse(dot(bodyOn(node, given), weight!), wrt);
    return concat(
      shares.map((share) => reshape(share, [size(share.shape)])),
      0,
    );
  });
  let begin = 0;
  return new Map(
    places.map((place) => {
      const { shape } = node.inputs[place]!;
      const stretch = slice(packed, [begin], [size(shape)]);
      begin += size(shape);
      return [place, reshape(stretch, shape)];
    }),
  );
}

/**
 * Cotangent of a sliced input: the k-th slice's, put into its place among zeros, summed over k. So it costs as many additions of the whole input as
 * there are slices; examples, which are what is sliced, have no derivative taken.
 */
function slicedCotangent(node: Accumulation, place: number, cotangent: Tensor): Tensor {
  const { count } = node.operation;
  const positions = constant(
    Array.from({ length: count }, (_, k) => k),
    [count],
  );
  return accumulatedAnew(
    node,
    { sliced: [positions], shared: [cotangent] },
    (given, [position], [weight]) => {
      const [share] = reverse(dot(bodyOn(node, given), weight!), [given[place]!]);
      const { shape } = share!;
      const isHere = reshape(oneHot(position!, count), [count, ...shape.map(() => 1)]);
      return select(isHere, reshape(share!, [1, ...shape]), 0);
    },
  );
}

/** An accumulation over a node's inputs and more; the new body is given those of the old one in their places, and then its own. */
function accumulatedAnew(
  { inputs, operation: { count, sliced } }: Accumulation,
  more: { readonly sliced: readonly Tensor[]; readonly shared: readonly Tensor[] },
  body: (given: readonly Tensor[], slices: readonly Tensor[], shared: readonly Tensor[]) => Tensor,
): Tensor {
  const cut = sliced + more.sliced.length;
  const whole = cut + inputs.length - sliced;
  return accumulateInputs(
    { count, sliced: cut },
    [...inputs.slice(0, sliced), ...more.sliced, ...inputs.slice(sliced), ...more.shared],
    (all) =>
      body([...all.slice(0, sliced), ...all.slice(cut, whole)], all.slice(sliced, cut), all.slice(whole)),
  );
}
