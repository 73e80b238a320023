import { join } from 'node:path';
import type { Precision } from '../../../app/experiment/experiment.ts';
import type { Device } from '../bench.ts';
import type { NetworkRow } from '../networks/network.ts';
import type { PeerPython } from '../peers/environment.ts';
import { pythonChild } from '../peers/python.ts';
import { Child } from './child.ts';
import type { Quantity } from './quantity.ts';

export const OURS = 'Ravine';
export const PEERS = ['PyTorch', 'JAX'] as const;

/** A library that takes part, and the ways in which it can compute. */
export interface Side {
  /** Whose figure it is: `Ravine` or the peer. */
  readonly side: string;
  /** Which executor of ours; empty for a peer. */
  readonly name: string;
  /** A process of it; its first line says that it is ready. */
  start(threads: number): Child;
  ways(quantity: Quantity): readonly string[];
}

/** Where the sides compute, and on what. */
interface Setting {
  readonly precision: Precision;
  readonly peers: PeerPython;
  readonly device: Device;
  /** Of the case that the peers read. */
  readonly folder: string;
}

/** Those that take part in a row: float32 against PyTorch and JAX, float64 against JAX; of ours on a GPU the executor that has one. */
export function sidesOf(row: NetworkRow, { precision, peers, device, folder }: Setting): Side[] {
  const own = (backend: string, ways: readonly string[]): Side => ({
    side: OURS,
    name: backend,
    start: (threads) => ownChild(backend, precision, threads, row),
    ways: () => ways,
  });
  const peer = (side: (typeof PEERS)[number], library: string, ways: Side['ways']): Side[] =>
    'missing' in peers
      ? []
      : [
          {
            side,
            name: '',
            start: (threads) =>
              pythonChild(peers.python, threads, [
                'server.py',
                library,
                precision,
                String(threads),
                folder,
                device,
              ]),
            ways,
          },
        ];
  return [
    ...(device === 'gpu' ? [] : [own('onnx', [''])]),
    own('tensorflow', ['plain', 'xla']),
    ...(precision === 'float32' ? peer('PyTorch', 'torch', (quantity) => torchWays(quantity, device)) : []),
    ...peer('JAX', 'jax', (quantity) => (quantity === 'sam' ? ['step', 'scan'] : ['jit'])),
  ];
}

/** The engine's process for a row (ours/server.ts). */
export function ownChild(backend: string, precision: Precision, threads: number, row: NetworkRow): Child {
  const server = join(import.meta.dirname, '../ours/server.ts');
  return new Child(process.execPath, [server, backend, precision, String(threads), JSON.stringify(row)]);
}

function torchWays(quantity: Quantity, device: Device): readonly string[] {
  if (quantity === 'hvp' || quantity === 'd3') return ['eager', 'func', 'compile'];
  return device === 'gpu' ? ['eager', 'compile', 'graphs'] : ['eager', 'compile'];
}
