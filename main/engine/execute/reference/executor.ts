import type { Executor } from '../executor.ts';
import { ReferenceSession } from './session.ts';

const identity = { backend: 'reference', library: 'plain loops', device: 'CPU' } as const;

/**
 * Plain loops over Float64Arrays, or Float32Arrays (then every operation's result is rounded to float32; sums run in float64). The oracle of
 * every test and the engine of last resort; on one thread whatever is asked.
 */
export const reference: Executor = {
  ...identity,
  describe: () => ({ ...identity, note: '', precisions: ['float32', 'float64'], modes: [] }),
  open: (module, options) => new Promise((resolve) => resolve(new ReferenceSession(module, options))),
};
