import { constant } from '../build.ts';
import { inOrder } from '../order.ts';
import {
  accumulateInputs,
  bodyInputPlace,
  bodyOn,
  bodyShapes,
  isAccumulation,
  isZero,
  type Accumulation,
} from '../primitive/accumulate.ts';
import { uniformValue, type Rewrite } from './rewrite.ts';

/** An accumulation is given what its body uses, each tensor once, and no single numbers; one of zeros is none. */
export const simplifyAccumulation: Rewrite = (node) => {
  if (!isAccumulation(node)) return null;
  const { inputs, operation } = node;
  if (isZero(operation.body)) return constant(0, node.shape);
  const kept = keptPlaces(node);
  if (kept.length === inputs.length) return null;
  const shapes = bodyShapes(node);
  const sliced = kept.filter((place) => place < operation.sliced).length;
  return accumulateInputs(
    { count: operation.count, sliced },
    kept.map((place) => inputs[place]!),
    (given) => {
      const all = inputs.map((input, place) => {
        const number = uniformValue(input);
        return number === null
          ? given[kept.indexOf(firstPlace(node, place))]
          : constant(number, shapes[place]);
      });
      return bodyOn(node, all);
    },
  );
};

function keptPlaces(node: Accumulation): number[] {
  const used = new Set(
    inOrder([node.operation.body]).map(({ operation }) =>
      operation.op === 'input' ? bodyInputPlace(operation.name) : null,
    ),
  );
  return node.inputs.flatMap((input, place) =>
    used.has(place) && uniformValue(input) === null && firstPlace(node, place) === place ? [place] : [],
  );
}

/** The first place at which a node is given the same in the same way. */
function firstPlace({ inputs, operation: { sliced } }: Accumulation, place: number): number {
  return inputs.findIndex((input, other) => input === inputs[place] && other < sliced === place < sliced);
}
