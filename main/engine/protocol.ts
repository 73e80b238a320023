import type { Experiment } from '../../app/experiment/experiment.ts';
import type { Checkpoint, NamedArray } from '../../app/run/checkpoint.ts';
import type { Execution } from '../../app/run/execution.ts';
import type { ProbeCost } from '../../app/run/probe-cost.ts';
import type { Phase } from '../../app/run/phase.ts';
import type { Problem, RunEvent } from '../../app/run/run.ts';
import type { SeriesChunk } from '../../app/series/chunk.ts';
import type { KeptPoint, Question } from '../../app/study/study.ts';

/** A run that a question is about. */
export interface StudySubject {
  readonly id: string;
  readonly experiment: Experiment;
  /** What the run was computed by: so is the answer. */
  readonly begun: Execution;
  /** Its kept parameters that are looked at, in rising order of step. */
  readonly points: readonly KeptPoint[];
}

/** What the lab says to an engine process. One engine process serves one run, or answers one question about a run. */
export type ToEngine =
  | {
      readonly type: 'start';
      readonly experiment: Experiment;
      readonly checkpoint: Checkpoint | null;
      /** What a run with a checkpoint was begun by: it goes on by the same. Null for a run that begins. */
      readonly begun: Execution | null;
      /** Where a run begins that was forked off another; null: at the start of its objective. */
      readonly origin: KeptPoint | null;
    }
  | {
      readonly type: 'study';
      readonly question: Question;
      readonly about: StudySubject;
      /** The other run, where the question is about two. */
      readonly beside: StudySubject | null;
    }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** While paused: go on for `count` steps, then pause again. */
  | { readonly type: 'step'; readonly count: number }
  /** End at the next step with status `stopped`, after a checkpoint. */
  | { readonly type: 'stop' };

/**
 * What an engine process says. Life: online → opening* → ready → (points, checkpoint, event, paused, resumed)* → done | failed → exit.
 * `points` come 10 to 20 times a second, never a message a step. Life with a question: online → progress* → answer | failed → exit.
 */
export type FromEngine =
  | { readonly type: 'online' }
  /** What it is busy with before the first step. It may hear nothing until it is done: XLA compiles for seconds. */
  | { readonly type: 'opening'; readonly phase: Phase }
  /** Everything is compiled. */
  | { readonly type: 'ready'; readonly execution: Execution }
  /** Arrays kept with the run, sent once: `start/layer0.weight`, `data/inputs`, … */
  | { readonly type: 'arrays'; readonly arrays: readonly NamedArray[] }
  | {
      readonly type: 'points';
      readonly step: number;
      readonly seconds: number;
      readonly chunks: readonly SeriesChunk[];
    }
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'paused'; readonly step: number }
  | { readonly type: 'resumed'; readonly step: number }
  | {
      readonly type: 'done';
      readonly status: 'finished' | 'converged' | 'diverged' | 'stopped';
      readonly step: number;
      readonly seconds: number;
      readonly costs: readonly ProbeCost[];
      /** How it ended, in a sentence, where that is not plain. */
      readonly problem: Problem | null;
    }
  /** How far the answer to a question is. */
  | { readonly type: 'progress'; readonly share: number; readonly what: string }
  /** The answer, as the arrays it is kept as (docs/studies.md). */
  | { readonly type: 'answer'; readonly arrays: readonly NamedArray[] }
  | { readonly type: 'failed'; readonly problem: Problem };
