import type { Backend, Precision } from './experiment.ts';
import type { Network } from './network.ts';
import { layerOutputs, type DataShape } from './size.ts';

/** Bytes of a number. */
export const numberBytes: Readonly<Record<Precision, number>> = { float32: 4, float64: 8 };

/**
 * Fitted to the peak memory of a few runs: how many numbers are held for each that a layer puts out. ONNX Runtime keeps the memory of every program that a run
 * has, the reference gives every program buffers of its own.
 */
const HELD: Readonly<Record<Backend, number>> = { reference: 31, onnx: 26, tensorflow: 8 };

/** Bytes that the programs of a run hold for one example, from its way through the layers to a Hessian-vector product. */
export function activationBytes(
  network: Network,
  shape: DataShape,
  precision: Precision,
  backend: Backend,
): number {
  return heldBytes(layerOutputs(network, shape), precision, backend);
}

/** Bytes held where so many numbers are put out on the way to a Hessian-vector product. */
export function heldBytes(outputs: number, precision: Precision, backend: Backend): number {
  return HELD[backend] * numberBytes[precision] * outputs;
}
