import type * as v from 'valibot';
import type { Cycle } from '../dynamics/cycle.ts';
import type { Schedule } from '../experiment/schedule.ts';

/** Settings at one step: schedules are the numbers that they come to there. */
export type AtStep<Settings> = {
  [Key in keyof Settings]: Settings[Key] extends number | Schedule ? number : Settings[Key];
};

/**
 * What an optimizer is, and what theory says of it: what screens, tables and measurements take from its file (docs/theory.md, sections 1 to 4 and
 * 7). Its functions are methods, so that one table may hold the rules of all kinds; each is asked of settings of its own kind alone.
 */
export interface OptimizerRule<Settings> {
  /** `GD`, `m-SAM`. */
  readonly name: string;
  readonly title: string;
  /** Its direction d as a formula; without momentum w ← w − ηd. */
  readonly direction: string;
  /** What the letters of the formula stand for; empty where there are none but w, η, ρ. */
  readonly where: string;
  /** c of the edge, λ(1 + cλ) = E with GD's edge E, as a formula; '0' for GD's own edge, null where none is known. */
  readonly bendFormula: string | null;
  /** a of its cycle on a quadratic as a formula, X the ηλ₁ up to which there is one: 2, with momentum more; null where there is none, or none is known. */
  readonly cycleFormula: string | null;
  /** Where edge, cycle and drift rate hold, and their sources. */
  readonly regime: string;
  /** Whether w stays where g is zero, as long as there is no momentum and no noise. */
  readonly rests: boolean;
  /** Gradients of all examples of the step that it computes. */
  gradientEvaluations(settings: Settings): number;
  /** Its own settings in short, besides η, ρ and β: `α=0.5`. */
  words(settings: Settings): readonly string[];
  /** c of `bendFormula`. */
  bend(settings: Settings, gradientNorm: number): number | null;
  /** The cycle on a quadratic with this λ₁; null where there is none, or none is known. */
  cycle(settings: Settings, sharpness: number): Cycle | null;
  /** κ of the drift Δw = −κ∇λ₁ on the cycle along a valley; null where none is known. */
  driftRate(settings: Settings, sharpness: number): number | null;
}

/** The rule of the optimizer whose settings a schema describes. */
export type RuleOf<Schema extends v.GenericSchema> = OptimizerRule<AtStep<v.InferOutput<Schema>>>;
