import type { Data } from '../../app/experiment/data.ts';
import { fileName, subscript } from '../../app/experiment/describe.ts';
import { eigenvalueList } from '../../app/experiment/eigenvalues.ts';
import type { Objective } from '../../app/experiment/experiment.ts';
import type { Network } from '../../app/experiment/network.ts';

/** An objective in a few characters: `T₅ · mlp 50·50`, `quadratic in 5 dimensions`, a formula, `chain ½(x₁x₂x₃ − 1)²`. */
export function objectiveTitle(objective: Objective): string {
  switch (objective.kind) {
    case 'quadratic':
      return `quadratic in ${dimensions(eigenvalueList(objective.eigenvalues).length)}`;
    case 'expression':
      return typeof objective.formula === 'string'
        ? objective.formula
        : `mean of ${objective.formula.join(', ')}`;
    case 'chain':
      return `chain ½(${product(objective.depth)} ${objective.target < 0 ? '+' : '−'} ${Math.abs(objective.target)})²`;
    case 'quadratic-map':
      return `quadratic map of ${dimensions(objective.parameters)} on ${objective.examples} targets`;
    case 'network':
      return `${dataTitle(objective.data)} · ${networkTitle(objective.network)}`;
  }
}

function dimensions(count: number): string {
  return `${count} dimension${count === 1 ? '' : 's'}`;
}

/** The factors of a chain: `x₁x₂x₃`, `x₁x₂…x₁₀`. */
export function product(depth: number): string {
  return depth <= 3 ? ['x₁', 'x₂', 'x₃'].slice(0, depth).join('') : `x₁x₂…x${subscript(depth)}`;
}

/** `mlp 50·50`, `transformer 2×64`, `diagonal-linear of depth 2`. */
function networkTitle(network: Network): string {
  if (network.kind === 'transformer') return `transformer ${network.layers}×${network.width}`;
  if (network.kind === 'diagonal-linear') return `${network.kind} of depth ${network.depth}`;
  const widths = network.kind === 'cnn' ? network.blocks.map(({ filters }) => filters) : network.hidden;
  return `${network.kind}${widths.length > 0 ? ` ${widths.join('·')}` : ''}`;
}

/** A data set in a word or two. */
export function dataTitle(data: Data): string {
  switch (data.kind) {
    case 'chebyshev':
      return `T${subscript(data.degree)}`;
    case 'mixture':
      return `mixture of ${data.classes}`;
    case 'linear-teacher':
      return data.sparsity === 'all' ? 'linear teacher' : `linear teacher of ${data.sparsity} inputs`;
    case 'digits':
      return 'digits';
    case 'fashion-mnist':
      return 'Fashion-MNIST';
    case 'mnist-1d':
      return 'MNIST-1D';
    case 'csv':
      return fileName(data.path);
    case 'idx':
      return fileName(data.images);
    case 'text':
      return data.path === undefined ? 'Emma' : fileName(data.path);
  }
}

/** What an objective is about, for a heading. */
export function subjectTitle(objective: Objective): string {
  switch (objective.kind) {
    case 'network':
      return dataTitle(objective.data);
    case 'quadratic':
    case 'chain':
    case 'quadratic-map':
      return `a ${objectiveTitle(objective)}`;
    case 'expression':
      return objectiveTitle(objective);
  }
}
