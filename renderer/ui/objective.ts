import type { Data } from '../../app/experiment/data.ts';
import { fileName } from '../../app/experiment/describe.ts';
import type { Objective } from '../../app/experiment/experiment.ts';
import type { Network } from '../../app/experiment/network.ts';

/** An objective in a few characters: `T₅ · mlp 50·50`, `quadratic in 5 dimensions`, a formula. */
export function objectiveTitle(objective: Objective): string {
  switch (objective.kind) {
    case 'quadratic':
      return `quadratic in ${objective.eigenvalues.length} ${objective.eigenvalues.length === 1 ? 'dimension' : 'dimensions'}`;
    case 'expression':
      return objective.formula;
    case 'network':
      return `${dataTitle(objective.data)} · ${networkTitle(objective.network)}`;
  }
}

/** `mlp 50·50`, `transformer 2×64`. */
function networkTitle(network: Network): string {
  if (network.kind === 'transformer') return `transformer ${network.layers}×${network.width}`;
  const widths = network.kind === 'cnn' ? network.blocks.map(({ filters }) => filters) : network.hidden;
  return `${network.kind}${widths.length > 0 ? ` ${widths.join('·')}` : ''}`;
}

/** A data set in a word or two. */
export function dataTitle(data: Data): string {
  switch (data.kind) {
    case 'chebyshev':
      return `T${[...String(data.degree)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')}`;
    case 'mixture':
      return `mixture of ${data.classes}`;
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
      return `a ${objectiveTitle(objective)}`;
    case 'expression':
      return objectiveTitle(objective);
  }
}
