import { cycle } from '../../../../app/dynamics/cycle.ts';
import { toyOf } from '../../../../app/dynamics/toy-of.ts';
import type { Toy } from '../../../../app/dynamics/toys.ts';
import type { Experiment } from '../../../../app/experiment/experiment.ts';
import { plainSettings, type PlainSettings } from '../../../../app/experiment/optimizer-rules.ts';
import type { Findings, Moment, Probe } from './probe.ts';

/** Where the closed form begins: the first measured midpoint. */
export interface ToyState {
  readonly step: number;
  readonly sharpness: number;
}

/** λ₁ of a toy by its closed form, beside the measured one (theory.md section 3). */
export class ToyProbe implements Probe {
  readonly name = 'closed form';
  state: ToyState | null = null;
  readonly #toy: Toy;
  readonly #settings: PlainSettings;

  private constructor(toy: Toy, settings: PlainSettings) {
    this.#toy = toy;
    this.#settings = settings;
  }

  /** Null where the experiment is no toy that plain SAM minimizes. */
  static of(experiment: Experiment): ToyProbe | null {
    const toy = toyOf(experiment);
    const settings = plainSettings(experiment.optimizer);
    return toy && settings ? new ToyProbe(toy, settings) : null;
  }

  at({ step, between }: Moment): Findings {
    const leading = between?.pairs[0];
    const { stepSize, radius } = this.#settings;
    this.state ??= leading ? { step, sharpness: leading.value } : null;
    const start = this.state;
    if (!start || !cycle(stepSize, radius, start.sharpness)) return { values: {} };
    const motion = { stepSize, radius, steps: step - start.step };
    return { values: { closedFormSharpness: this.#toy.sharpnessAfter(start.sharpness, motion) } };
  }
}
