import { ascentStep, normalisedAscent } from './ascent.ts';
import type { UpdateRule } from './rule.ts';

/** SAM by shards: d is the mean of the shards' gradients, each at the end of the shard's own ascent (theory, section 7). */
export const sharded: UpdateRule<'m-sam'> = ({ shard }, { epsilon, inShards }) => {
  const { here, there } = inShards(shard, (w, gradient, radius) =>
    normalisedAscent(w, gradient, radius, epsilon),
  );
  return { ...ascentStep(there), here };
};
