/** Experiments as users write them, of every kind of objective, network and data set. */
export const sam = { kind: 'sam', stepSize: 0.05, radius: 0.03 };

export const quadratic = {
  version: 1,
  objective: { kind: 'quadratic', eigenvalues: [1, 0.5, 0.2] },
  optimizer: sam,
  steps: 100,
};

export const expression = {
  ...quadratic,
  objective: { kind: 'expression', variables: ['x', 'y'], formula: '0.5*(1+y^2)*x^2', start: [1, 2] },
};

/** An objective on its own, by SAM. */
export function minimizing(objective: Readonly<Record<string, unknown>>) {
  return { ...quadratic, objective };
}

/** A network's experiment, on the Chebyshev data unless said. */
export function network(objective: Readonly<Record<string, unknown>> = {}) {
  return {
    ...quadratic,
    objective: {
      kind: 'network',
      network: { kind: 'mlp', hidden: [50, 50] },
      data: { kind: 'chebyshev' },
      ...objective,
    },
  };
}

/** Of a linear teacher, sparse and noisy. */
export const teacher = {
  kind: 'linear-teacher',
  points: 30,
  test: 10,
  dimension: 12,
  outputs: 2,
  sparsity: 3,
  rank: 1,
  noise: 0.1,
};

export const table = { kind: 'csv', path: 'table.csv', target: ['a', 'b'] };

/** A user's own images. */
export const idx = { kind: 'idx', images: 'train-images.gz', labels: 'train-labels.gz' };

/** A transformer on a text, with the only loss that fits. */
export const transformer = {
  network: { kind: 'transformer' },
  data: { kind: 'text' },
  loss: 'cross-entropy',
} as const;

/** A convolutional network of some blocks. */
export function cnn(...blocks: Readonly<Record<string, unknown>>[]) {
  return { kind: 'cnn', blocks };
}

/** All of the above, and one with every key. */
export const valid: readonly Readonly<Record<string, unknown>>[] = [
  quadratic,
  expression,
  network(),
  network({ network: { kind: 'deep-linear', hidden: [] }, data: table }),
  ...['digits', 'fashion-mnist', 'mnist-1d', 'mixture'].map((kind) =>
    network({ data: { kind }, loss: 'cross-entropy' }),
  ),
  network({ network: cnn({ filters: 4 }), data: idx }),
  network({
    network: {
      ...cnn({ filters: 8, stride: 2, padding: 'valid', pool: 2 }),
      activation: 'gelu',
      layerNorm: true,
      init: 'he-normal',
      scale: 0.5,
    },
    data: { kind: 'digits' },
  }),
  minimizing({
    kind: 'quadratic',
    eigenvalues: { law: 'power', dimension: 9, largest: 2, exponent: 1.5, negative: { count: 2, value: -1 } },
  }),
  minimizing({ kind: 'quadratic', eigenvalues: { law: 'two-scale', dimension: 9 } }),
  minimizing({
    kind: 'quadratic',
    eigenvalues: { law: 'degenerate', dimension: 4, multiplicity: 3 },
    start: [1, 2, 3, 4],
  }),
  minimizing({ ...expression.objective, formula: ['x^2', '(x*y-1)^2'] }),
  minimizing({ kind: 'chain', depth: 5, target: 2, start: { product: 1, ratio: 4 } }),
  minimizing({ kind: 'chain', depth: 2, start: [1, 2] }),
  minimizing({
    kind: 'quadratic-map',
    parameters: 3,
    examples: 2,
    slope: 0,
    curvature: 2,
    teacher: 0.5,
    start: [1, 0, 0],
  }),
  network({ network: { kind: 'diagonal-linear', depth: 3, init: 'normal', scale: 0.1 }, data: teacher }),
  network(transformer),
  network({
    network: { kind: 'transformer', width: 6, layers: 1, heads: 3, init: 'lecun-normal', scale: 0.5 },
    data: { kind: 'text', path: 'text.txt', positions: 8, train: 4, test: 2, vocabulary: 'ab\n😀' },
    loss: 'cross-entropy',
  }),
  ...[
    { kind: 'usam', stepSize: 0.1, radius: 0.5 },
    { kind: 'asam', stepSize: 0.1, radius: 0.5, offset: 0.1 },
    { kind: 'gsam', stepSize: 0.1, radius: 0.5, alpha: 0.2, momentum: 0.9, nesterov: true },
    { kind: 'm-sam', stepSize: { kind: 'warm-up', to: 0.1, steps: 10 }, radius: 0.5, shard: 4, batch: 8 },
    {
      kind: 'n-step-sam',
      stepSize: 0.1,
      radius: { kind: 'cosine', from: 0.5, to: 0, steps: 9 },
      ascentSteps: 2,
    },
    {
      kind: 'partial-sam',
      stepSize: 0.1,
      radius: { kind: 'piecewise', values: [0, 0.5], at: [5] },
      fraction: 0.5,
    },
  ].map((optimizer) => ({ ...network(), optimizer })),
  {
    ...quadratic,
    name: 'complete',
    seed: 4294967295,
    objective: { kind: 'quadratic', eigenvalues: [2, -1], rotate: false, start: [1, 1] },
    optimizer: { ...sam, epsilon: 1e-9 },
    precision: 'float32',
    backend: 'onnx',
    threads: 2,
    chunk: 10,
    noise: 1e-12,
    measure: { sharpness: { every: 7, count: 2, tolerance: 1e-6 } },
    stop: { gradientNorm: 1e-9, lossFactor: 10 },
  },
];
