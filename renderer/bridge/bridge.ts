import type { Lab } from '../../app/contract/contract.ts';

/**
 * Whether calls can reach the lab: `connecting` at the start, `open`, `lost` (it is being tried again), or `refused` (the lab turned the
 * page away, as after a restart with another token; nothing is tried any more).
 */
export type BridgeState = 'connecting' | 'open' | 'lost' | 'refused';

/** The lab as the renderer reaches it, over whatever carries the messages. */
export interface Bridge extends Lab {
  readonly state: BridgeState;
  /** @returns the function that ends the watch. */
  watch(listener: (state: BridgeState) => void): () => void;
}
