import type { Experiment } from '../experiment/experiment.ts';
import type { Execution } from './execution.ts';
import type { Phase } from './phase.ts';

export const runStatuses = [
  'queued',
  'running',
  'paused',
  'finished',
  'converged',
  'diverged',
  'stopped',
  'failed',
  'interrupted',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Statuses of a run that an engine works on or will work on. */
export const activeStatuses: readonly RunStatus[] = ['queued', 'running', 'paused'];

/** Derived statistics of a run (docs/series.md has each one's definition); null where not defined or not resolvable. */
export interface Summary {
  readonly finalLoss: number | null;
  readonly finalSharpness: number | null;
  readonly maxSharpness: number | null;
  /** Mean sharpness / edge over the second half of the measurements. */
  readonly edgeRatio: number | null;
  readonly edgeRatioSd: number | null;
  /** Share of the last 40 % of the steps whose δ changed sign, of those resolved. */
  readonly flipRate: number | null;
  /** Share of those steps that was masked. */
  readonly maskedShare: number | null;
  /** Mean |δ| over the last 40 % of the steps. */
  readonly oscillationAmplitude: number | null;
  /** oscillationAmplitude over the predicted cycle amplitude a. */
  readonly cycleRatio: number | null;
  /** First measured step with sharpness ≥ edge. */
  readonly edgeCrossingStep: number | null;
  readonly divergedAt: number | null;
}

/** An error as a value of the product: it crosses processes whole. */
export interface Problem {
  readonly code: string;
  /** What happened, to what, and what to do. */
  readonly message: string;
  /** Place inside an experiment file, `optimizer.stepSize`. */
  readonly place?: string;
}

/** A run as the lab lists it. */
export interface Run {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  /** What an active run is busy with besides steps; null where there is nothing to say. */
  readonly phase: Phase | null;
  readonly experiment: Experiment;
  /** Hash of the completed experiment without its name. */
  readonly hash: string;
  /** Hash of what decides start and data: runs that share it can be paired. */
  readonly startHash: string;
  readonly execution: Execution | null;
  /** Steps done. */
  readonly step: number;
  /** Computing time in seconds, pauses excluded. */
  readonly seconds: number;
  readonly summary: Summary | null;
  /** Why it failed, or a sentence on how it ended. */
  readonly problem: Problem | null;
  readonly note: string;
  readonly tags: readonly string[];
  readonly pinned: boolean;
  readonly archived: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly appVersion: string;
}

/** Something noteworthy at a step of a run: divergence, a zero gradient, an unconverged eigenvalue. */
export interface RunEvent {
  readonly step: number;
  readonly kind: string;
  readonly sentence: string;
}
