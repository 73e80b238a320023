import type { Network } from '../../../../app/experiment/network.ts';
import type { Architecture, Fit } from './architecture.ts';
import { cnn } from './cnn.ts';
import { deepLinear } from './deep-linear.ts';
import { diagonalLinear } from './diagonal-linear.ts';
import { mlp } from './mlp.ts';
import { transformer } from './transformer.ts';

/** The network of an experiment, fitted to its data. */
export function buildArchitecture(network: Network, fit: Fit): Architecture {
  switch (network.kind) {
    case 'mlp':
      return mlp(network, fit);
    case 'deep-linear':
      return deepLinear(network, fit);
    case 'diagonal-linear':
      return diagonalLinear(network, fit);
    case 'cnn':
      return cnn(network, fit);
    case 'transformer':
      return transformer(network, fit);
  }
}
