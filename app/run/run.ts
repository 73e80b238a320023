import type { Experiment } from '../experiment/experiment.ts';
import type { Execution } from './execution.ts';
import type { Phase } from './phase.ts';
import type { ProbeCost } from './probe-cost.ts';

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
  /** The same over the last 40 % of the steps. */
  readonly lateEdgeRatio: number | null;
  readonly lateEdgeRatioSd: number | null;
  /** Share of the last 40 % of the steps whose δ changed sign, of those resolved. */
  readonly flipRate: number | null;
  /** Share of those steps that was masked. */
  readonly maskedShare: number | null;
  /** The most steps in a row at which δ changed its sign. */
  readonly flipStreak: number | null;
  /** Steps of a full swing of δ over the last 40 % of the steps, on the average: 2 where every step flips. */
  readonly period: number | null;
  /** Mean |δ| over the last 40 % of the steps. */
  readonly oscillationAmplitude: number | null;
  /** oscillationAmplitude over the predicted cycle amplitude a. */
  readonly cycleRatio: number | null;
  /** First step from which |δ| stays within 10 % of the predicted a to the end; null where δ was below what the precision resolves before. */
  readonly cycleStep: number | null;
  /** On a quadratic: the factor by which the distance from the cycle shrank in a step, near the cycle. */
  readonly contractionRate: number | null;
  /** Mean cosine of the measured drift with −2κ∇λ₁, over the last 40 % of the steps. */
  readonly driftAlignment: number | null;
  /** Mean size of the measured drift along it, over its length. */
  readonly driftRatio: number | null;
  /** Change of λ₁ at the midpoint over the measurements of the drift, on the cycle where one is predicted, and what theory expects of it. */
  readonly sharpnessChange: number | null;
  readonly predictedSharpnessChange: number | null;
  /** On a toy: λ₁ at the last measured midpoint by its closed form, from the first midpoint on. */
  readonly closedFormSharpness: number | null;
  /** λ₁ at the last measured midpoint. */
  readonly midpointSharpness: number | null;
  /** Quantiles of the overlap of each leading eigenvector with the last: one in twenty is below the first. */
  readonly overlapLow: number | null;
  readonly overlapMedian: number | null;
  /** First measured step at which the bounce is smaller than the precision resolves. */
  readonly precisionLostAt: number | null;
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

/** Where a run that was forked off another begins: at that run's parameters of a step, as its own step 0. */
export interface Fork {
  /** Its id; it may have been deleted since. */
  readonly run: string;
  readonly step: number;
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
  /** Null for a run from the start of its objective. */
  readonly fork: Fork | null;
  readonly execution: Execution | null;
  /** Steps done. */
  readonly step: number;
  /** Computing time in seconds, pauses excluded. */
  readonly seconds: number;
  /** What of it went into measuring, by probe; null before the end and in runs of earlier versions. */
  readonly costs: readonly ProbeCost[] | null;
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

/** Something noteworthy at a step of a run (docs/series.md lists the kinds). */
export interface RunEvent {
  readonly step: number;
  readonly kind: string;
  readonly sentence: string;
  /** Numbers that belong to it, by name. */
  readonly values?: Readonly<Record<string, number>>;
}
