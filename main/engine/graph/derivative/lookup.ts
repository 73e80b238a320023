import { gather, scatter } from '../build.ts';
import { dimension } from '../shape.ts';
import { first, second, type Rules } from './rule.ts';

/** Linear in table and values; the indices have no derivative. */
export const lookupRules: Rules<'gather' | 'scatter'> = {
  gather: {
    forward: (node, [table = null]) => table && gather(table, second(node)),
    reverse: (node, cotangent) => [scatter(second(node), cotangent, dimension(first(node).shape, 0)), null],
  },
  scatter: {
    forward: (node, [, values = null]) => values && scatter(first(node), values, node.operation.rows),
    reverse: (node, cotangent) => [null, gather(cotangent, first(node))],
  },
};
