import type { Optimizer } from '../../../app/experiment/experiment.ts';
import { add, mul } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';

/** What momentum makes of a direction d. */
export interface Pushed {
  /** Along which w moves: m of the heavy ball, d + βm of Nesterov. */
  readonly along: Tensor;
  /** m of the next step, βm + d. */
  readonly velocity: Tensor;
}

/** m ← βm + d (docs/experiment-file.md, Momentum). */
export function push(
  { momentum, nesterov }: Pick<Optimizer, 'momentum' | 'nesterov'>,
  velocity: Tensor,
  direction: Tensor,
): Pushed {
  const pushed = add(mul(momentum, velocity), direction);
  return { velocity: pushed, along: nesterov ? add(direction, mul(momentum, pushed)) : pushed };
}
