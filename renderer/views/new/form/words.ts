import type { Optimizer } from '../../../../app/experiment/experiment.ts';
import { optimizerRules } from '../../../../app/experiment/optimizer-rules.ts';

/** What a field of the experiment file is called on the screen. */
export interface Words {
  readonly label: string;
  /** What it is, in a few words; docs/experiment-file.md has more. */
  readonly help: string;
  /** What a number counts or is measured in. */
  readonly unit?: string;
  /** What stands where it is left out, where that is no value. */
  readonly absent?: string;
  /** Whether a text may run over several lines. */
  readonly long?: boolean;
}

/** Fields by their key, or by `owner.key` where keys of several objects agree: the owner is an object's kind, else the key under which it stands. */
export const fieldWords: Readonly<Record<string, Words>> = {
  version: { label: 'format version', help: 'Of the experiment file.' },
  name: {
    label: 'name',
    help: 'Shown in the lab; empty: optimizer and objective. Changes nothing that is computed.',
  },
  seed: { label: 'seed', help: 'Of all random numbers: start, data, noise.' },
  steps: { label: 'steps', help: 'Updates to do, unless the run stops before.', unit: 'steps' },
  precision: { label: 'precision', help: 'Of parameters, data and steps.' },
  backend: { label: 'backend', help: 'What computes; auto measures and takes the quickest.' },
  threads: {
    label: 'threads',
    help: 'Of the backend; auto: one for small objectives, all cores for large ones.',
    unit: 'threads',
  },
  chunk: {
    label: 'examples at a time',
    help: 'Evaluated at a time, which bounds the memory and not what is computed.',
    unit: 'examples',
  },
  noise: {
    label: 'noise of the steps',
    help: 'Standard deviation of the Gaussian noise added to every coordinate at each step.',
  },

  objective: { label: 'objective', help: 'What is minimized.' },
  eigenvalues: { label: 'eigenvalues of the Hessian', help: 'Numbers in any order, or a law of them.' },
  rotate: {
    label: 'random rotation',
    help: 'Of the eigenbasis. Without it a coordinate can underflow to exactly 0 and never come back.',
  },
  'quadratic.start': {
    label: 'start w₀',
    help: 'In the eigenbasis, largest eigenvalue first; random draws each coordinate from N(0, 1).',
  },
  dimension: { label: 'dimension', help: 'How many eigenvalues there are, the negative ones among them.' },
  largest: { label: 'largest eigenvalue', help: 'λ₁.' },
  exponent: { label: 'exponent', help: 'λᵢ = largest·i^(−exponent).' },
  large: { label: 'large eigenvalue', help: 'λ₁.' },
  largeCount: { label: 'large eigenvalues', help: 'How many there are.' },
  small: { label: 'small eigenvalue', help: 'The others; at most the large one.' },
  multiplicity: { label: 'multiplicity of λ₁', help: 'How many eigenvalues are the largest.' },
  smallest: { label: 'smallest eigenvalue', help: 'The others lie equally spaced from it to the largest.' },
  negative: {
    label: 'negative eigenvalues',
    help: 'The last of the dimension; the law is that of the others.',
    absent: 'none',
  },
  'negative.count': { label: 'how many are negative', help: 'Fewer than the dimension.' },
  value: { label: 'negative eigenvalue', help: 'All of them are equal.' },

  variables: { label: 'variables', help: 'Different names, of letters, digits and _.' },
  formula: {
    label: 'loss ℓ',
    long: true,
    help: '+ − * / ^, exp log sqrt sin cos tanh abs, pi, e; several formulas are the losses of examples, whose mean ℓ is.',
  },
  start: { label: 'start w₀', help: 'One number for each variable.' },

  depth: { label: 'depth L', help: 'How many factors are multiplied.' },
  target: { label: 'target', help: 'What the product of the factors is to be.' },
  'chain.start': { label: 'start x₀', help: 'A number for each factor, or a geometric sequence.' },
  product: { label: 'product of the start', help: 'x₁x₂…x_L.' },
  ratio: { label: 'ratio x₁/x_L of the start', help: '1: balanced, all factors are equal.' },

  parameters: { label: 'parameters', help: 'Numbers of w.', unit: 'parameters' },
  examples: {
    label: 'examples',
    help: 'Outputs of the map; with fewer than parameters the minima are a valley.',
    unit: 'examples',
  },
  slope: { label: 'slope', help: 'Standard deviation of the entries of aᵢ.' },
  curvature: {
    label: 'curvature',
    help: 'Standard deviation of the entries of Bᵢ off the diagonal; 0: a linear map.',
  },
  teacher: { label: 'norm of the solution', help: 'w* has coordinates N(0, teacher²/parameters).' },
  'quadratic-map.start': {
    label: 'start w₀',
    help: 'A number for each parameter; random draws each from N(0, 1/parameters).',
  },

  network: { label: 'network', help: 'Its inputs and outputs are those of the data.' },
  data: { label: 'data', help: 'What the network learns.' },
  loss: {
    label: 'loss',
    help: 'Of outputs f against targets y: ½ mean Σ(f−y)², mean (f−y)², or −Σ y log softmax f. Cross-entropy is for classes.',
  },
  hidden: {
    label: 'hidden layers',
    help: 'Their widths, inputs first; none: inputs to outputs directly.',
    unit: 'units',
  },
  activation: { label: 'activation', help: 'Between the layers; gelu in its tanh form.' },
  init: {
    label: 'initial weights',
    help: 'Variance 2/(inputs + outputs) of the layer, 1/inputs, 2/inputs, or 1.',
  },
  scale: { label: 'scale of the initial weights', help: 'Multiplies their standard deviation.' },
  blocks: {
    label: 'convolutions',
    help: 'Blocks of a 3×3 convolution, its activation and pooling, in their order.',
  },
  layerNorm: { label: 'layer norm', help: 'Whether each example is normalised behind every convolution.' },
  filters: { label: 'filters', help: 'Channels that the block gives.' },
  stride: { label: 'stride', help: 'From one place of the filters to the next.', unit: 'pixels' },
  padding: { label: 'padding', help: 'same: zeros around the image; valid: only places inside it.' },
  pool: { label: 'pooling', help: 'Side of the squares that are averaged; 1: none.', unit: 'pixels' },
  width: {
    label: 'width',
    help: 'Numbers that stand for a character between the layers; a multiple of the heads.',
  },
  layers: { label: 'blocks', help: 'Each of attention and a feed-forward part.' },
  heads: { label: 'heads', help: 'Of the attention; a divisor of the width.' },

  degree: { label: 'degree', help: 'Of the Chebyshev polynomial that is learned.' },
  points: { label: 'points', help: 'Training examples.', unit: 'examples' },
  classes: { label: 'classes', help: 'Equally likely.' },
  'mixture.dimension': { label: 'dimension', help: 'Numbers of an input.' },
  separation: {
    label: 'separation',
    help: 'Class centres are separation·N(0, 1) in each coordinate; points scatter by 1 around them.',
  },
  'linear-teacher.dimension': { label: 'inputs', help: 'Numbers of an input.' },
  outputs: { label: 'outputs', help: 'Numbers of a target.' },
  sparsity: { label: 'inputs that the teacher reads', help: 'Chosen by the seed; at most all.' },
  rank: { label: 'rank of the teacher', help: 'At most the fewer of the outputs and the inputs it reads.' },
  'linear-teacher.noise': {
    label: 'noise of the targets',
    help: 'Its standard deviation, test examples included.',
  },
  train: {
    label: 'training examples',
    help: 'The first of the file, or of its order by the seed.',
    unit: 'examples',
  },
  test: {
    label: 'test examples',
    help: 'On which loss and accuracy are measured; 0: none.',
    unit: 'examples',
  },
  path: { label: 'table', help: 'A CSV file with a header line, by its path on the machine of the lab.' },
  'csv.target': {
    label: 'target columns',
    help: 'What is predicted; all other columns are inputs and hold numbers.',
  },
  images: {
    label: 'images',
    help: 'An IDX file of unsigned bytes, gzipped or not, by its path on the machine of the lab.',
  },
  labels: { label: 'labels', help: 'The IDX file of their labels.' },
  'text.path': {
    label: 'text',
    help: 'A text file in UTF-8, by its path on the machine of the lab.',
    absent: 'Emma',
  },
  positions: { label: 'positions', help: 'Characters of an example.', unit: 'characters' },
  vocabulary: {
    label: 'characters that may occur',
    long: true,
    help: 'In the order of their indices.',
    absent: 'those of the text',
  },

  optimizer: { label: 'optimizer', help: 'What minimizes.' },
  stepSize: { label: 'step size η', help: 'Of w ← w − ηd; a number, or a schedule along the run.' },
  radius: { label: 'radius ρ', help: 'Of the ascent; a number, or a schedule along the run. 0 is GD.' },
  momentum: { label: 'momentum β', help: 'm ← βm + d, w ← w − ηm.' },
  nesterov: {
    label: 'Nesterov’s step',
    help: 'w ← w − η(d + βm) instead of the heavy ball’s.',
    absent: 'no',
  },
  batch: {
    label: 'examples of a step',
    help: 'full: all of them, without which no edge of stability is known.',
    unit: 'examples',
  },
  epsilon: {
    label: 'ε of the normalised ascent',
    help: 'auto: 0 in float64 for all objectives but networks, else 10⁻¹².',
  },
  offset: { label: 'offset ξ', help: 'So that a parameter at 0 moves too.' },
  alpha: { label: 'weight α of g⊥', help: '0 is SAM.' },
  shard: {
    label: 'examples of a shard m',
    help: 'That share an ascent; as many as a step takes is SAM.',
    unit: 'examples',
  },
  ascentSteps: { label: 'steps of the ascent n', help: '1 is SAM.' },
  fraction: { label: 'share α of SAM', help: '0 is GD, 1 is SAM.' },
  from: { label: 'from', help: 'The value at the beginning.' },
  to: { label: 'to', help: 'The value at the end, and from there on.' },
  'warm-up.steps': { label: 'reached at step', help: 'From there on it stays.', unit: 'steps' },
  'cosine.steps': { label: 'reached at step', help: 'From there on it stays.', unit: 'steps' },
  warmUp: { label: 'linear rise before', help: 'From 0, in fewer steps than the whole.', unit: 'steps' },
  values: { label: 'values', help: 'One more than there are changes.' },
  at: { label: 'changes at steps', help: 'Rising; from each on the next value holds.', unit: 'steps' },

  measure: { label: 'measurements', help: 'What is measured on the way.' },
  sharpness: { label: 'sharpness', help: 'The leading eigenvalues of the Hessian.' },
  every: {
    label: 'steps between measurements',
    help: 'Odd, or it sees one side of the bounce only.',
    unit: 'steps',
  },
  count: { label: 'leading eigenvalues', help: 'λ₁ to λ_k.' },
  tolerance: { label: 'tolerance of λ₁', help: 'Residual relative to |λ₁| at which Lanczos stops.' },
  ascent: { label: 'at the ascent point too', help: 'λ₁ at w + ρĝ.', absent: 'no' },
  drift: {
    label: 'drift of the bounce',
    help: '∇λ₁, and how the midpoint moves beside −2κ∇λ₁; takes two third derivatives a measurement.',
    absent: 'no',
  },
  spectrum: {
    label: 'spectrum of the Hessian',
    help: 'At chosen steps, kept with the run.',
    absent: 'at no step',
  },
  'spectrum.at': { label: 'at steps', help: 'In any order.', unit: 'steps' },
  vectors: { label: 'probe vectors', help: 'Of stochastic Lanczos quadrature.' },
  'spectrum.steps': {
    label: 'Lanczos steps a probe',
    help: 'A spectrum takes about vectors·steps Hessian-vector products.',
  },
  flow: {
    label: 'gradient flow beside the run',
    help: 'From the same start, to time ηt: its distance, loss and sharpness.',
    absent: 'not followed',
  },
  'flow.tolerance': {
    label: 'tolerance of the flow',
    help: 'The local error of a step is at most tolerance·(1 + ‖w‖).',
  },
  evaluations: {
    label: 'gradients at most',
    help: 'A stiff flow takes about 2Tλ₁ of them to time T; at this many it ends, and says so.',
  },

  stop: { label: 'when the run ends early', help: '' },
  gradientNorm: {
    label: 'converged at ‖g‖',
    help: 'At or below it; 0: only where the gradient is exactly zero.',
  },
  lossFactor: { label: 'diverged at loss ×', help: 'Times max(1, |ℓ(w₀)|).' },
};

/** The words of a field. @param owner kind or key of the object it stands in */
export function wordsOf(owner: string, key: string): Words {
  return fieldWords[`${owner}.${key}`] ?? fieldWords[key] ?? { label: key, help: '' };
}

/** What shapes of values are called, where their own word does not say it: by it, with the key or the owner before it where that decides. */
export const shapeWords: Readonly<Record<string, string>> = {
  number: 'a number',
  list: 'a list',
  'eigenvalues list': 'a list of numbers',
  'eigenvalues power': 'power law',
  'eigenvalues two-scale': 'two scales',
  'eigenvalues degenerate': 'degenerate λ₁',
  'stepSize number': 'constant',
  'radius number': 'constant',
  'formula text': 'one formula',
  'formula list': 'one for each example',
  'target text': 'one column',
  'target list': 'several columns',
  'chain.start object': 'product and ratio',
  'start object': 'product and ratio',
  'negative object': 'some',
  'spectrum object': 'at chosen steps',
  'flow object': 'followed',
  chain: 'chain of factors',
  'quadratic-map': 'random quadratic map',
  expression: 'formula in variables',
  mlp: 'multilayer perceptron',
  'deep-linear': 'deep linear',
  'diagonal-linear': 'diagonal linear',
  cnn: 'convolutional',
  chebyshev: 'Chebyshev polynomial',
  mixture: 'Gaussian mixture',
  'linear-teacher': 'linear teacher',
  digits: 'handwritten digits',
  'fashion-mnist': 'Fashion-MNIST',
  'mnist-1d': 'MNIST-1D',
  csv: 'CSV table',
  idx: 'IDX images',
};

/** What a shape, or a word that may be chosen, is called at a key. */
export function shapeTitle(owner: string, key: string, name: string): string {
  const own = shapeWords[`${owner}.${key} ${name}`] ?? shapeWords[`${key} ${name}`];
  if (own !== undefined) return own;
  if (key === 'optimizer')
    return Object.hasOwn(optimizerRules, name) ? optimizerTitle(name as Optimizer['kind']) : name;
  return shapeWords[name] ?? name;
}

/** `SAM, sharpness-aware minimization`. */
function optimizerTitle(kind: Optimizer['kind']): string {
  const { name, title } = optimizerRules[kind];
  return `${name}, ${title}`;
}
