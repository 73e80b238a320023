import type { NetworkRow } from './network.ts';
import { textFile } from './text.ts';

export const transformer: NetworkRow = {
  name: 'transformer',
  title: 'pre-LN, 2 layers, width 64, 4 heads, causal; 64 texts of 32 characters of 64',
  get objective() {
    return {
      kind: 'network',
      network: { kind: 'transformer', width: 64, layers: 2, heads: 4 },
      data: { kind: 'text', ...textFile(), positions: 32, train: 64 },
      loss: 'cross-entropy',
    };
  },
  stepSize: 1e-3,
  radius: 0.01,
  loop: 10,
};
