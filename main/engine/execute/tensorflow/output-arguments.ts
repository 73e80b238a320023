/** The name that each operation gives its (first) result. */
const names: Readonly<Record<string, readonly string[]>> = {
  z: ['AddV2', 'Sub', 'Mul', 'RealDiv', 'Pow', 'Greater', 'Less', 'TanhGrad'],
  y: [
    'Neg',
    'Exp',
    'Log',
    'Sqrt',
    'Tanh',
    'Sigmoid',
    'Sin',
    'Cos',
    'Abs',
    'Sign',
    'Square',
    'Reciprocal',
    'Cast',
    'Transpose',
  ],
  activations: ['Softplus'],
  product: ['MatMul'],
};
const byOperation = new Map(
  Object.entries(names).flatMap(([name, operations]) => operations.map((operation) => [operation, name])),
);

/** Inside functions a node's result is named by this too; most operations call it output. */
export function outputArguments(operation: string): string {
  return byOperation.get(operation) ?? 'output';
}
