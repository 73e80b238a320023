import { availableParallelism } from 'node:os';

/** Threads on which everybody is tried, and of which the better figure counts: one, and all cores. */
export const threadCounts: readonly number[] = [...new Set([1, availableParallelism()])];
