import type { Run } from './run.ts';

/**
 * What an active run is busy with instead of steps, or besides them:
 * - `choosing`: backends are measured
 * - `compiling`: libraries are loaded and the run's programs compiled, before the first step
 * - `pausing`, `stopping`: what is asked for waits for the end of a step
 */
export interface Phase {
  readonly kind: 'choosing' | 'compiling' | 'pausing' | 'stopping';
  /** Of what: `tensorflow xla`; empty where the kind says all. */
  readonly what: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

/** What a run is doing, in a word: its status, or the phase that says more. A run paused while it is compiled is paused. */
export function stateOf({ status, phase }: Pick<Run, 'status' | 'phase'>): string {
  if (phase === null || status === 'paused') return status;
  return phase.kind === 'pausing' || phase.kind === 'stopping' ? `${phase.kind}…` : phase.kind;
}

/** The phase of a run that has not come to its first step, null for every other. */
export function openingPhase({ status, phase }: Pick<Run, 'status' | 'phase'>): Phase | null {
  return phase && status === 'running' && (phase.kind === 'choosing' || phase.kind === 'compiling')
    ? phase
    : null;
}
