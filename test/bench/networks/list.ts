import { cnn } from './cnn.ts';
import { mlps } from './mlps.ts';
import { transformer } from './transformer.ts';
import type { NetworkRow } from './network.ts';

/** The rows in the order of the tables. */
export const networkRows: readonly NetworkRow[] = [...mlps, cnn, transformer];
