import type { LossName } from '../../../../app/experiment/experiment.ts';
import type { ActivationName } from '../../../../app/experiment/network.ts';

type Matrix = readonly (readonly number[])[];

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const geluSlope = (x: number) => Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
const geluTanh = (x: number) => Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3));

/** Activations and their derivatives, written out by hand. */
export const plainActivations: Record<
  ActivationName,
  { value: (x: number) => number; slope: (x: number) => number }
> = {
  tanh: { value: Math.tanh, slope: (x) => 1 / Math.cosh(x) ** 2 },
  relu: { value: (x) => Math.max(x, 0), slope: (x) => (x > 0 ? 1 : 0) },
  gelu: {
    value: (x) => 0.5 * x * (1 + geluTanh(x)),
    slope: (x) => 0.5 * (1 + geluTanh(x)) + 0.5 * x * (1 - geluTanh(x) ** 2) * geluSlope(x),
  },
  softplus: { value: (x) => Math.log(1 + Math.exp(x)), slope: sigmoid },
  sigmoid: { value: sigmoid, slope: (x) => sigmoid(x) * sigmoid(-x) },
  linear: { value: (x) => x, slope: () => 1 },
};

/** Losses of [examples][outputs] and their derivatives by the outputs. */
export const plainLosses: Record<LossName, (z: Matrix, y: Matrix) => { value: number; slope: number[][] }> = {
  'half-squared-error': (z, y) => squares(z, y, 0.5 / z.length),
  'mean-squared-error': (z, y) => squares(z, y, 1 / (z.length * z[0]!.length)),
  'cross-entropy': (z, y) => {
    let value = 0;
    const slope = z.map((row, i) => {
      const total = row.reduce((sum, output) => sum + Math.exp(output), 0);
      const p = row.map((output) => Math.exp(output) / total);
      p.forEach((share, j) => (value -= (y[i]![j]! * Math.log(share)) / z.length));
      return p.map((share, j) => (share - y[i]![j]!) / z.length);
    });
    return { value, slope };
  },
};

function squares(z: Matrix, y: Matrix, factor: number) {
  const errors = z.map((row, i) => row.map((output, j) => output - y[i]![j]!));
  const value = factor * errors.flat().reduce((sum, error) => sum + error * error, 0);
  return { value, slope: errors.map((row) => row.map((error) => 2 * factor * error)) };
}

/** Loss of a multilayer perceptron and its gradient by backpropagation in loops; parameters flat, weights before biases layer by layer. */
export function plainNetwork(
  w: Float64Array,
  { inputs, targets }: { inputs: Matrix; targets: Matrix },
  net: { widths: readonly number[]; activation: ActivationName; loss: LossName; biases: boolean },
): { value: number; gradient: number[] } {
  const { value: phi, slope: phiSlope } = plainActivations[net.activation];
  const depth = net.widths.length - 1;
  let at = 0;
  const weightAt: number[] = [];
  const biasAt: number[] = [];
  for (let k = 0; k < depth; k++) {
    weightAt.push(at);
    at += net.widths[k]! * net.widths[k + 1]!;
    biasAt.push(at);
    if (net.biases) at += net.widths[k + 1]!;
  }
  const runs = inputs.map((example) => {
    const below: number[][] = []; // what enters each layer
    const affine: number[][] = []; // what its matrix makes of it
    let x = [...example];
    for (let k = 0; k < depth; k++) {
      below.push(x);
      const z = Array.from({ length: net.widths[k + 1]! }, (_, j) => {
        let sum = net.biases ? w[biasAt[k]! + j]! : 0;
        x.forEach((value, i) => (sum += value * w[weightAt[k]! + i * net.widths[k + 1]! + j]!));
        return sum;
      });
      affine.push(z);
      x = k < depth - 1 ? z.map(phi) : z;
    }
    return { below, affine, output: x };
  });
  const { value, slope } = plainLosses[net.loss](
    runs.map(({ output }) => output),
    targets,
  );
  const gradient = new Array<number>(at).fill(0);
  runs.forEach(({ below, affine }, example) => {
    let delta = slope[example]!;
    for (let k = depth - 1; k >= 0; k--) {
      const width = net.widths[k + 1]!;
      below[k]!.forEach((x, i) =>
        delta.forEach((d, j) => (gradient[weightAt[k]! + i * width + j]! += x * d)),
      );
      if (net.biases) delta.forEach((d, j) => (gradient[biasAt[k]! + j]! += d));
      if (k === 0) break;
      delta = affine[k - 1]!.map((z, i) => {
        const back = delta.reduce((sum, d, j) => sum + d * w[weightAt[k]! + i * width + j]!, 0);
        return back * phiSlope(z);
      });
    }
  });
  return { value, gradient };
}
