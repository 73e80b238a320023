import { subscript } from '../../app/experiment/describe.ts';
import type { NetworkObjective, Objective, QuadraticObjective } from '../../app/experiment/experiment.ts';
import type { Network } from '../../app/experiment/network.ts';
import { trainingExamples } from '../../app/experiment/size.ts';
import { formatNumber } from '../../app/format/number.ts';
import { product } from './objective.ts';

const MOST_SHOWN = 5; // eigenvalues of a list
const MOST_NESTED = 3; // layers that are written out

/** An objective as formulas, a line each: what is minimized, then what its letters stand for. */
export function objectiveFormulas(objective: Objective): readonly string[] {
  switch (objective.kind) {
    case 'quadratic':
      return quadraticFormulas(objective);
    case 'expression': {
      const { formula, variables } = objective;
      const left = `ℓ(${variables.slice(0, MOST_SHOWN).join(', ')}${variables.length > MOST_SHOWN ? ', …' : ''})`;
      if (typeof formula === 'string') return [`${left} = ${formula}`];
      return [
        `${left} = (1/${formula.length}) Σᵢ fᵢ`,
        ...formula.map((one, i) => `f${subscript(i + 1)} = ${one}`),
      ];
    }
    case 'chain': {
      const { depth, target } = objective;
      return [`ℓ(x) = ½(${product(depth)} ${target < 0 ? '+' : '−'} ${formatNumber(Math.abs(target))})²`];
    }
    case 'quadratic-map':
      return [
        'ℓ(w) = (1/2n) Σᵢ (fᵢ(w) − yᵢ)²',
        `fᵢ(w) = aᵢ·w + ½wᵀBᵢw, n = ${formatNumber(objective.examples)}`,
      ];
    case 'network':
      return networkFormulas(objective);
  }
}

function quadraticFormulas({ eigenvalues, rotate }: QuadraticObjective): readonly string[] {
  const loss = rotate ? 'ℓ(w) = ½ wᵀQΛQᵀw, Q a random rotation' : 'ℓ(w) = ½ wᵀΛw';
  if (Array.isArray(eigenvalues)) {
    const shown = eigenvalues.slice(0, MOST_SHOWN).map((value) => formatNumber(value));
    return [loss, `Λ = diag(${[...shown, ...(eigenvalues.length > MOST_SHOWN ? ['…'] : [])].join(', ')})`];
  }
  const { dimension, negative } = eigenvalues;
  const below = negative ? `, the last ${negative.count} of them ${formatNumber(negative.value)}` : '';
  return [loss, `${lawFormula(eigenvalues)}, i = 1 … ${dimension}${below}`];
}

function lawFormula(law: Exclude<QuadraticObjective['eigenvalues'], readonly unknown[]>): string {
  switch (law.law) {
    case 'power':
      return `λᵢ = ${formatNumber(law.largest)}·i^(−${formatNumber(law.exponent)})`;
    case 'two-scale':
      return `λᵢ = ${formatNumber(law.large)} for i ≤ ${law.largeCount}, else ${formatNumber(law.small)}`;
    case 'degenerate':
      return `λᵢ = ${formatNumber(law.largest)} for i ≤ ${law.multiplicity}, then down to ${formatNumber(law.smallest)}`;
  }
}

function networkFormulas({ network, data, loss }: NetworkObjective): readonly string[] {
  const count = trainingExamples(data);
  const losses: Readonly<Record<NetworkObjective['loss'], string>> = {
    'half-squared-error': 'ℓ(w) = (1/2n) Σᵢ ‖f(xᵢ; w) − yᵢ‖²',
    'mean-squared-error': 'ℓ(w) = (1/nm) Σᵢ ‖f(xᵢ; w) − yᵢ‖², m outputs',
    'cross-entropy': 'ℓ(w) = −(1/n) Σᵢ yᵢ·log softmax f(xᵢ; w)',
  };
  const examples = count === null ? 'n training examples of the file' : `n = ${formatNumber(count)}`;
  return [`${losses[loss]}, ${examples}`, networkFormula(network)];
}

function networkFormula(network: Network): string {
  switch (network.kind) {
    case 'mlp':
      return `f(x) = ${affine(network.hidden.length + 1)}${network.hidden.length > 0 ? `, φ = ${network.activation}` : ''}`;
    case 'deep-linear': {
      const layers = network.hidden.length + 1;
      const matrices =
        layers <= MOST_NESTED
          ? Array.from({ length: layers }, (_, i) => `W${subscript(layers - i)}`).join('')
          : `W${subscript(layers)}…W₁`;
      return `f(x) = ${matrices}x`;
    }
    case 'diagonal-linear': {
      const { depth } = network;
      const factors =
        depth <= MOST_NESTED
          ? Array.from({ length: depth }, (_, i) => `u${subscript(i + 1)}`).join('⊙')
          : `u₁⊙…⊙u${subscript(depth)}`;
      return `f(x) = (${factors})·x`;
    }
    case 'cnn': {
      const norm = network.layerNorm ? 'N(x ∗ W + b)' : 'x ∗ W + b';
      return `${network.blocks.length} × [x ← pool(φ(${norm}))], f(x) = Wx + b, φ = ${network.activation}`;
    }
    case 'transformer':
      return `${network.layers} × [h ← h + A(N₁h), h ← h + F(N₂h)], f = N(h)W`;
  }
}

/** `W₂φ(W₁x + b₁) + b₂` of as many layers; of many the inner ones are left out. */
function affine(layers: number): string {
  if (layers > MOST_NESTED) return `W${subscript(layers)}φ(…φ(W₁x + b₁)…) + b${subscript(layers)}`;
  return Array.from({ length: layers }, (_, i) => subscript(i + 1)).reduce(
    (inside, index, i) => `W${index}${i === 0 ? 'x' : `φ(${inside})`} + b${index}`,
    '',
  );
}
