/** How often a series gets a value. */
export type Cadence = 'step' | 'measurement';

/** What a recorded series is (docs/series.md). The name is the same in the store, exports and screens. */
export interface SeriesDescription {
  readonly name: string;
  readonly title: string;
  /** As in theory.md's table of symbols. */
  readonly symbol: string;
  readonly cadence: Cadence;
  readonly formula: string;
}

/** The series with names of their own, in the order they are listed. */
export const namedSeries: readonly SeriesDescription[] = [
  { name: 'loss', title: 'Loss', symbol: 'ℓ', cadence: 'step', formula: 'ℓ(w)' },
  {
    name: 'fullLoss',
    title: 'Loss of all examples',
    symbol: 'ℓ all',
    cadence: 'measurement',
    formula: 'ℓ(w_t) on all training examples, in a run of mini-batches',
  },
  { name: 'gradientNorm', title: 'Gradient norm', symbol: '‖g‖', cadence: 'step', formula: '‖∇ℓ(w)‖' },
  {
    name: 'ascentLoss',
    title: 'Ascent loss',
    symbol: 'ℓ⁺',
    cadence: 'step',
    formula: 'ℓ at the ascent point, SAM’s w + ρg/‖g‖',
  },
  {
    name: 'ascentWork',
    title: 'Work of the ascent',
    symbol: 'ℓ⁺ − ℓ',
    cadence: 'step',
    formula: 'ℓ(w + ρg/‖g‖) − ℓ(w)',
  },
  {
    name: 'ascentGradientNorm',
    title: 'Ascent gradient norm',
    symbol: '‖g⁺‖',
    cadence: 'step',
    formula: '‖∇ℓ‖ at the ascent point, SAM’s w + ρg/‖g‖',
  },
  {
    name: 'stepSize',
    title: 'Step size',
    symbol: 'η',
    cadence: 'step',
    formula: 'η of the step from w_t on, where it follows a schedule',
  },
  {
    name: 'radius',
    title: 'Radius',
    symbol: 'ρ',
    cadence: 'step',
    formula: 'ρ of the step from w_t on, where it follows a schedule',
  },
  {
    name: 'oscillation',
    title: 'Eigen-oscillation',
    symbol: 'δ',
    cadence: 'step',
    formula: 'u₁·(½w_t − ¼w_{t−1} − ¼w_{t+1})',
  },
  {
    name: 'distanceFromStart',
    title: 'Distance from start',
    symbol: '‖w − w₀‖',
    cadence: 'step',
    formula: '‖w_t − w₀‖',
  },
  {
    name: 'energy',
    title: 'Energy',
    symbol: 'J',
    cadence: 'step',
    formula: '(‖w‖² − ηℓ)/(ηρ) − ‖g‖, on a convex quadratic',
  },
  {
    name: 'cycleDistance',
    title: 'Distance from the cycle',
    symbol: 'd',
    cadence: 'step',
    formula: 'distance of w from the two-cycle ±a u₁, on a quadratic',
  },
  { name: 'sharpness', title: 'Sharpness', symbol: 'λ₁', cadence: 'measurement', formula: 'λ₁(∇²ℓ(w_t))' },
  {
    name: 'midpointSharpness',
    title: 'Midpoint sharpness',
    symbol: 'λ₁*',
    cadence: 'measurement',
    formula: 'λ₁(∇²ℓ(¼(w_{t−1} + 2w_t + w_{t+1})))',
  },
  {
    name: 'followedSharpness',
    title: 'Eigenvalue of the first followed eigenvector',
    symbol: 'λ₁ followed',
    cadence: 'measurement',
    formula: 'λ at the midpoint of the eigenvector that continues the first of the start',
  },
  {
    name: 'ascentSharpness',
    title: 'Sharpness at the ascent point',
    symbol: 'λ₁⁺',
    cadence: 'measurement',
    formula: 'λ₁(∇²ℓ(w_t + ρg/‖g‖))',
  },
  {
    name: 'edge',
    title: 'Edge of stability',
    symbol: 'edge',
    cadence: 'measurement',
    formula:
      '2E/(1 + √(1 + 4cE)): E = 2/η, with momentum more; c = 0 for GD, ρ/‖g‖ for SAM (theory, sections 4 and 7)',
  },
  {
    name: 'gauge',
    title: 'Gauge',
    symbol: 's',
    cadence: 'measurement',
    formula: 'λ₁(1 + cλ₁)/E; GD ηλ₁/2, SAM (ηλ₁/2)(1 + ρλ₁/‖g‖)',
  },
  { name: 'overlap', title: 'Overlap', symbol: '|u·u′|', cadence: 'measurement', formula: '|u₁ · last u₁|' },
  {
    name: 'gradientAlignment',
    title: 'Gradient alignment',
    symbol: 'cos(g, u₁)',
    cadence: 'measurement',
    formula: '|cos∠(g, u₁)|',
  },
  {
    name: 'ascentAlignment',
    title: 'Ascent alignment',
    symbol: 'cos(g⁺, u₁)',
    cadence: 'measurement',
    formula: '|cos∠(g⁺, u₁)|',
  },
  {
    name: 'gradientCosine',
    title: 'Cosine of both gradients',
    symbol: 'cos(g, g⁺)',
    cadence: 'measurement',
    formula: 'cos∠(g, g⁺)',
  },
  {
    name: 'cycleAmplitude',
    title: 'Predicted cycle amplitude',
    symbol: 'a',
    cadence: 'measurement',
    formula: 'SAM ηρλ₁/(2 − ηλ₁); others: theory, section 7',
  },
  {
    name: 'closedFormSharpness',
    title: 'Sharpness by its closed form',
    symbol: 'λ₁ closed form',
    cadence: 'measurement',
    formula: 'λ₁ of a toy by the closed form of its drift, from the first midpoint on',
  },
  {
    name: 'driftAlignment',
    title: 'Drift alignment',
    symbol: 'cos(D, −2κ∇λ₁)',
    cadence: 'measurement',
    formula: 'cosine of the measured drift of the midpoint over two steps with −2κ∇λ₁, both off u₁',
  },
  {
    name: 'driftRatio',
    title: 'Drift ratio',
    symbol: 'D/(−2κ∇λ₁)',
    cadence: 'measurement',
    formula: 'measured drift of the midpoint over two steps along −2κ∇λ₁, over its length',
  },
  {
    name: 'sharpnessGradientNorm',
    title: 'Norm of the gradient of the sharpness',
    symbol: '‖∇λ₁‖',
    cadence: 'measurement',
    formula: '‖D³ℓ(u₁,u₁,·)‖',
  },
  {
    name: 'sharpnessRate',
    title: 'Change of the sharpness',
    symbol: 'Δλ₁',
    cadence: 'measurement',
    formula: 'change of λ₁ at the midpoint by a step, since the last measurement',
  },
  {
    name: 'predictedSharpnessRate',
    title: 'Predicted change of the sharpness',
    symbol: 'Δλ₁ predicted',
    cadence: 'measurement',
    formula: '∇λ₁·(gradient part − 2κ∇λ₁)/2, mean of this measurement and the last',
  },
  {
    name: 'asymmetry',
    title: 'Asymmetry of the bounce',
    symbol: '½|T₁₁₁|b²/(λ₁a)',
    cadence: 'measurement',
    formula: '½|D³ℓ(u₁,u₁,u₁)|b²/(λ₁a): from 1 on the bounce stays on one side',
  },
  {
    name: 'ascentChange',
    title: 'Change of the gradient by the ascent',
    symbol: '‖g⁺ − g‖',
    cadence: 'measurement',
    formula: '‖g⁺ − g‖',
  },
  {
    name: 'bouncePart',
    title: 'Bounce part of it',
    symbol: '‖ρ∇²ℓĝ‖',
    cadence: 'measurement',
    formula: '‖ρ∇²ℓĝ‖, ĝ = g/‖g‖',
  },
  {
    name: 'thirdPart',
    title: 'Third-derivative part of it',
    symbol: '‖½ρ²D³ℓ(ĝ,ĝ,·)‖',
    cadence: 'measurement',
    formula: '‖½ρ²D³ℓ(ĝ,ĝ,·)‖',
  },
  {
    name: 'ascentRest',
    title: 'What is left of it',
    symbol: 'rest',
    cadence: 'measurement',
    formula: '‖g⁺ − g − ρ∇²ℓĝ − ½ρ²D³ℓ(ĝ,ĝ,·)‖',
  },
  {
    name: 'oscillationFloor',
    title: 'Resolution of δ',
    symbol: 'δ₀',
    cadence: 'measurement',
    formula:
      'rounding error of δ from this measurement to the next: r‖w − w_ref‖ + s(‖w‖ + η√(2λ₁ℓ)) (theory, section 5)',
  },
  {
    name: 'sharpnessResidual',
    title: 'Residual of λ₁',
    symbol: '‖Hu₁ − λ₁u₁‖/|λ₁|',
    cadence: 'measurement',
    formula: '‖Hu₁ − λ₁u₁‖/|λ₁|',
  },
  {
    name: 'lowestRitz',
    title: 'Lowest Ritz value',
    symbol: 'θ',
    cadence: 'measurement',
    formula: 'smallest value that Lanczos found: an eigenvalue is at or below it',
  },
  {
    name: 'precisionMargin',
    title: 'Precision margin',
    symbol: 'm',
    cadence: 'measurement',
    formula: 'by how many times the bounce is above what the precision resolves',
  },
  {
    name: 'oscillationEnvelope',
    title: 'Envelope of the oscillation',
    symbol: 'max |δ|',
    cadence: 'measurement',
    formula: 'largest |δ| since the last measurement',
  },
  {
    name: 'flipShare',
    title: 'Flips a step',
    symbol: 'flips',
    cadence: 'measurement',
    formula: 'share of the steps since the last measurement at which δ changed its sign, of those resolved',
  },
  {
    name: 'testLoss',
    title: 'Test loss',
    symbol: 'ℓ test',
    cadence: 'measurement',
    formula: 'ℓ on the test set',
  },
  {
    name: 'trainAccuracy',
    title: 'Training accuracy',
    symbol: 'acc',
    cadence: 'measurement',
    formula: 'share of training examples classified right',
  },
  {
    name: 'testAccuracy',
    title: 'Test accuracy',
    symbol: 'acc test',
    cadence: 'measurement',
    formula: 'share of test examples classified right',
  },
];

const byName = new Map(namedSeries.map((series) => [series.name, series]));

/** The description of a series; `sharpness2`…, `sharpnessResidual2`…, `followedSharpness2`…, `oscillation2`… and `w.NAME` are made from their number or name. */
export function describeSeries(name: string): SeriesDescription {
  const known = byName.get(name);
  if (known) return known;
  const rank = /^sharpness(\d+)$/.exec(name)?.[1];
  if (rank)
    return {
      name,
      title: `Eigenvalue ${rank}`,
      symbol: `λ${subscript(rank)}`,
      cadence: 'measurement',
      formula: `λ${subscript(rank)}(∇²ℓ(w_t))`,
    };
  const residual = /^sharpnessResidual(\d+)$/.exec(name)?.[1];
  if (residual)
    return {
      name,
      title: `Residual of eigenvalue ${residual}`,
      symbol: `‖Hu − λu‖/|λ|, ${residual}`,
      cadence: 'measurement',
      formula: `‖Hu${subscript(residual)} − λ${subscript(residual)}u${subscript(residual)}‖/|λ${subscript(residual)}|`,
    };
  const followed = /^followedSharpness(\d+)$/.exec(name)?.[1];
  if (followed)
    return {
      name,
      title: `Eigenvalue of followed eigenvector ${followed}`,
      symbol: `λ${subscript(followed)} followed`,
      cadence: 'measurement',
      formula: `λ at the midpoint of the eigenvector that continues number ${followed} of the start`,
    };
  const direction = /^oscillation(\d+)$/.exec(name)?.[1];
  if (direction)
    return {
      name,
      title: `Eigen-oscillation ${direction}`,
      symbol: `δ${subscript(direction)}`,
      cadence: 'step',
      formula: `u${subscript(direction)}·(½w_t − ¼w_{t−1} − ¼w_{t+1})`,
    };
  const coordinate = /^w\.(.+)$/.exec(name)?.[1];
  if (coordinate)
    return {
      name,
      title: `Coordinate ${coordinate}`,
      symbol: coordinate,
      cadence: 'step',
      formula: coordinate,
    };
  return { name, title: name, symbol: name, cadence: 'step', formula: '' };
}

/** Order in which series are listed and become CSV columns: as described above, then the rest by name. */
export function seriesOrder(a: string, b: string): number {
  const rank = (name: string): number => {
    const position = namedSeries.findIndex((series) => series.name === name);
    return position === -1 ? namedSeries.length : position;
  };
  return rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true });
}

function subscript(digits: string): string {
  return [...digits].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
}
