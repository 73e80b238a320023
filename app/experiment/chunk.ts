import type { Experiment } from './experiment.ts';
import type { Network } from './network.ts';
import { activationBytes } from './activations.ts';
import type { DataShape } from './size.ts';

/** Bytes of activations that are held at once before `chunk: auto` cuts the examples, by the library that holds most of them. */
const MOST_ACTIVATIONS = 2e9;

/**
 * How many examples are evaluated at a time; null: all. What is written, else all of them unless the activations of a Hessian-vector product take
 * more than 2 GB; then equal chunks that do not, or nearly equal ones where their number has no such divisor. It depends on the experiment and its
 * data alone, never on the machine: the same experiment gives the same curve everywhere.
 * @param examples the training examples
 */
export function chunkSize(
  { chunk, precision }: Pick<Experiment, 'chunk' | 'precision'>,
  network: Network,
  shape: DataShape,
  examples: number,
): number | null {
  const most =
    chunk === 'auto'
      ? Math.max(1, Math.floor(MOST_ACTIVATIONS / activationBytes(network, shape, precision, 'onnx')))
      : chunk;
  if (most >= examples) return null;
  return chunk === 'auto' ? equalChunk(examples, most) : chunk;
}

/** The largest chunk that divides the examples evenly, unless that makes more than twice as many chunks as are needed; then one that nearly does. */
function equalChunk(examples: number, most: number): number {
  const fewest = Math.ceil(examples / most);
  for (let count = fewest; count <= 2 * fewest; count++) if (examples % count === 0) return examples / count;
  return Math.ceil(examples / fewest);
}
