import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Fork } from '../run/run.ts';
import type { Experiment } from './experiment.ts';

/** JSON with keys in order and no blanks; numbers as JSON writes them, the shortest decimals that read back the same. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * SHA-256, in hex, of the completed experiment without its name: experiments that share it compute the same. `chunk`, `batch` and `nesterov` came later
 * than the first hashes: where they change nothing they are left out, so that an experiment written before has the hash it had.
 */
export function experimentHash({ name: _name, chunk, optimizer, ...experiment }: Experiment): string {
  const { batch, nesterov, ...rule } = optimizer;
  return hashOf({
    ...experiment,
    ...(chunk === 'auto' ? {} : { chunk }),
    optimizer: { ...rule, ...(batch === 'full' ? {} : { batch }), ...(nesterov ? { nesterov } : {}) },
  });
}

/** SHA-256, in hex, of what decides start and data: runs that share it begin at the same point and see the same data, bit for bit. @param fork where a run begins that was forked off another */
export function startHash({ objective, seed, precision }: Experiment, fork: Fork | null = null): string {
  return hashOf({ objective, seed, precision, ...(fork ? { fork } : {}) });
}

function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}
