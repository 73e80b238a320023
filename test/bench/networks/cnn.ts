import { imageFiles } from './images.ts';
import type { NetworkRow } from './network.ts';

export const cnn: NetworkRow = {
  name: 'cnn',
  title: '3×3 convolutions 3-16-32, tanh, averages of 2×2, dense 10; 1,000 images 32×32×3',
  get objective() {
    const blocks = [
      { filters: 16, pool: 2 },
      { filters: 32, pool: 2 },
    ];
    return {
      kind: 'network',
      network: { kind: 'cnn', blocks, activation: 'tanh' },
      data: { kind: 'idx', ...imageFiles() },
      loss: 'half-squared-error',
    };
  },
  stepSize: 1e-3,
  radius: 0.01,
  loop: 5,
};
