import {
  add,
  constant,
  div,
  exp,
  matmul,
  maximum,
  mul,
  reshape,
  slice,
  sub,
  sum,
  transpose,
} from '../../graph/build.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** Where attention takes place. */
export interface Stage {
  readonly examples: number;
  readonly positions: number;
  readonly width: number;
  readonly heads: number;
}

/**
 * Causal self-attention of several heads: at each position the values of this and all earlier positions, averaged by
 * softmax(query·key/√(width/heads)), head beside head.
 * @param projected queries, keys and values side by side, [examples·positions, 3·width]
 * @returns [examples·positions, width]
 */
export function attention(projected: Tensor, { examples, positions, width, heads }: Stage): Tensor {
  const each = width / heads;
  const apart = transpose(reshape(projected, [examples, positions, 3, heads, each]), [2, 0, 3, 1, 4]);
  const [queries, keys, values] = [0, 1, 2].map((part) =>
    reshape(slice(apart, [part, 0, 0, 0, 0], [1, examples, heads, positions, each]), [
      examples * heads,
      positions,
      each,
    ]),
  ) as [Tensor, Tensor, Tensor];
  const scores = matmul(mul(queries, 1 / Math.sqrt(each)), keys, { transposeB: true });
  const shares = softmax(add(scores, causalMask(positions)));
  const averaged = reshape(matmul(shares, values), [examples, heads, positions, each]);
  return reshape(transpose(averaged, [0, 2, 1, 3]), [examples * positions, width]);
}

/** 0 where a position may look, at itself and what comes before it; else a number whose exponential is 0 beside any other's. */
function causalMask(positions: number): Tensor {
  const mask = Float64Array.from({ length: positions ** 2 }, (_, i) =>
    i % positions > Math.floor(i / positions) ? UNSEEN : 0,
  );
  return constant(mask, [positions, positions]);
}

const UNSEEN = -1e9; // finite: −∞ would make 0·∞ of derivatives

/** Exponentials over their sum along the last axis of three; the largest is subtracted first, so nothing overflows. */
function softmax(scores: Tensor): Tensor {
  const grown = exp(sub(scores, maximum(scores, [2])));
  return div(grown, sum(grown, [2], true));
}
