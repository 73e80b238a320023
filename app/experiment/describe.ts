import type { Data } from './data.ts';
import { eigenvalueList } from './eigenvalues.ts';
import type { Network } from './network.ts';
import type { Experiment, Objective, Optimizer, QuadraticObjective } from './experiment.ts';
import { optimizerRules, settingsAt } from './optimizer-rules.ts';
import { settingText } from './schedule.ts';

/** An experiment in a line: `SAM η=0.05 ρ=0.03, mlp 50·50 tanh on chebyshev T₅, 20 points`. */
export function describeExperiment({ optimizer, objective }: Experiment): string {
  return `${describeOptimizer(optimizer)}, ${describeObjective(objective)}`;
}

/** An objective in a few words: `mlp 50·50 tanh on chebyshev T₅, 20 points`. */
export function describeObjective(objective: Objective): string {
  switch (objective.kind) {
    case 'quadratic':
      return describeQuadratic(objective);
    case 'expression':
      return typeof objective.formula === 'string'
        ? objective.formula
        : `mean of ${objective.formula.join('; ')}`;
    case 'chain':
      return `chain of depth ${objective.depth}, target ${objective.target}`;
    case 'quadratic-map': {
      const { parameters, examples } = objective;
      return `quadratic map, ${counted(parameters, 'parameter')}, ${counted(examples, 'example')}`;
    }
    case 'network':
      return `${describeNetwork(objective.network)} on ${describeData(objective.data)}`;
  }
}

function describeQuadratic({ eigenvalues, rotate }: QuadraticObjective): string {
  const values = eigenvalueList(eigenvalues);
  const law = 'law' in eigenvalues ? ` (${eigenvalues.law})` : '';
  return `quadratic, ${counted(values.length, 'eigenvalue')}${law}, λ₁ = ${Math.max(...values)}${rotate ? '' : ', not rotated'}`;
}

/** An optimizer with its settings: `SAM η=0.05 ρ=0.03`, `partial SAM η=0.05 ρ=0→0.03 at 500 α=0.5 β=0.9 batch 5`. */
export function describeOptimizer(optimizer: Optimizer): string {
  const { momentum, nesterov, batch } = optimizer;
  const rule = optimizerRules[optimizer.kind];
  return [
    rule.name,
    `η=${settingText(optimizer.stepSize)}`,
    ...(optimizer.kind === 'gd' ? [] : [`ρ=${settingText(optimizer.radius)}`]),
    ...rule.words(settingsAt(optimizer, 0)),
    ...(momentum > 0 ? [`${nesterov ? 'Nesterov ' : ''}β=${momentum}`] : []),
    ...(batch === 'full' ? [] : [`batch ${batch}`]),
  ].join(' ');
}

/** A network in a few words: `mlp 50·50 tanh`, `transformer 2×64, 4 heads`. */
export function describeNetwork(network: Network): string {
  if (network.kind === 'cnn') {
    const { blocks, activation, layerNorm } = network;
    const filters = blocks.map((block) => block.filters).join('·');
    return `cnn ${filters} ${activation}${layerNorm ? ' with layer norm' : ''}`;
  }
  if (network.kind === 'transformer')
    return `transformer ${network.layers}×${network.width}, ${counted(network.heads, 'head')}`;
  if (network.kind === 'diagonal-linear') return `${network.kind} of depth ${network.depth}`;
  const widths = network.hidden.length === 0 ? 'without hidden layers' : network.hidden.join('·');
  return network.kind === 'mlp' ? `mlp ${widths} ${network.activation}` : `${network.kind} ${widths}`;
}

/** A data set in a few words: `chebyshev T₅, 20 points`. */
export function describeData(data: Data): string {
  switch (data.kind) {
    case 'chebyshev':
      return `chebyshev T${subscript(data.degree)}, ${counted(data.points, 'point')}`;
    case 'mixture':
      return `mixture of ${data.classes}, ${counted(data.points, 'point')}`;
    case 'linear-teacher': {
      const { dimension, sparsity, points } = data;
      const read = sparsity === 'all' ? dimension : `${sparsity} of ${dimension}`;
      return `linear teacher of ${read} inputs, ${counted(points, 'point')}`;
    }
    case 'digits':
    case 'fashion-mnist':
    case 'mnist-1d':
      return `${data.kind}, ${counted(data.train, 'example')}`;
    case 'csv':
      return fileName(data.path);
    case 'idx':
      return `${fileName(data.images)}${data.train === 'all' ? '' : `, ${counted(data.train, 'example')}`}`;
    case 'text':
      return `${data.path === undefined ? 'Emma' : fileName(data.path)}, ${counted(data.train, 'example')} of ${data.positions}`;
  }
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** A number in subscript digits. */
export function subscript(number: number): string {
  return String(number).replaceAll(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!);
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
