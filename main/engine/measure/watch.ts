import type { Precision } from '../../../app/experiment/experiment.ts';
import type { RunEvent } from '../../../app/run/run.ts';
import { LEAST_OVERLAP, LEAST_RESOLVED } from '../../../app/series/flips.ts';

/** What is watched at every step. */
export interface WatchedStep {
  readonly step: number;
  readonly loss: number;
  /** ‖g‖ of all examples; null where the step has that of a batch. */
  readonly gradientNorm: number | null;
}

/** A value of δ along the leading direction. */
export interface WatchedOscillation {
  readonly step: number;
  readonly value: number;
}

/** The memory of a watch, plain data, kept in checkpoints. */
export interface WatchState {
  /** How often each kind was told. */
  told: Record<string, number>;
  /** Losses of the last steps. */
  losses: number[];
  /** A spike on its way. */
  spike: { readonly from: number; readonly base: number; peak: number } | null;
  /** A spike that has passed, with λ₁ before it: a measurement tells whether it was a catapult. */
  passed: { readonly from: number; readonly peak: number; readonly sharpness: number } | null;
  /** δ of the step before. */
  oscillation: { readonly step: number; readonly value: number } | null;
  /** Steps in a row at which δ flipped, and at which it did not; masked ones count neither way. */
  streak: number;
  calm: number;
  /** Whether it bounces: it has flipped at SUSTAINED steps in a row, and not been calm for as long since. */
  bouncing: boolean;
  /** Of δ since the last measurement: its largest size, how many there were, how many of them tell a flip or its absence, and how many flipped. */
  window: { most: number; steps: number; told: number; flips: number };
  /** Below this δ is rounding. */
  floor: number;
  /** Whether λ₁ was last on or above its edge; null before the first measurement with an edge. */
  above: boolean | null;
  /** A change of that which the next measurement has to confirm. */
  turning: { readonly step: number; readonly sharpness: number; readonly edge: number } | null;
  sharpness: number | null;
}

const MOST_TOLD = 20; // of a kind: what happens all the time is seen in the curves
const LOOKED_BACK = 32; // steps whose losses a spike rises above
const SPIKE = 2; // times the largest of them
const CATAPULT = 0.9; // of the sharpness before a spike: below it the spike was one
const SUSTAINED = 20; // flips in a row
const BELOW = 0.97; // of the edge: a sharpness that hovers on it does not cross it all the time
const NEGATIVE = 1e-3; // of the leading eigenvalue: a negative one below is told

export function newWatch(): WatchState {
  return {
    told: {},
    losses: [],
    spike: null,
    passed: null,
    oscillation: null,
    streak: 0,
    calm: 0,
    bouncing: false,
    window: newWindow(),
    floor: 0,
    above: null,
    turning: null,
    sharpness: null,
  };
}

const newWindow = (): WatchState['window'] => ({ most: 0, steps: 0, told: 0, flips: 0 });

/** What moves a run on where the gradient of all examples is zero. */
export type Mover = 'velocity' | 'noise' | 'shards';

const moved: Readonly<Record<Mover, string>> = {
  velocity: 'its velocity alone moves it on, and where that has died out it stays',
  noise: 'its noise moves it on',
  shards: 'the gradients of its shards, which need not be zero, may move it on',
};

/** Notices what happens along a run, as it happens: flips, spikes, crossings (docs/series.md, Events). */
export class Watch {
  state: WatchState = newWatch();
  readonly #tell: (event: RunEvent) => void;

  readonly #precision: Precision;
  readonly #mover: Mover | null;

  /**
   * @param precision of the run
   * @param mover what moves it on where the gradient is zero; null: nothing, it ends there
   */
  constructor(tell: (event: RunEvent) => void, precision: Precision, mover: Mover | null) {
    this.#tell = tell;
    this.#precision = precision;
    this.#mover = mover;
  }

  step({ step, loss, gradientNorm }: WatchedStep): void {
    const { state } = this;
    if (gradientNorm === 0 && this.#mover) this.#stationary(step, this.#mover);
    const { losses, spike } = state;
    if (spike) {
      spike.peak = Math.max(spike.peak, loss);
      if (loss <= spike.base || step - spike.from > LOOKED_BACK) this.#endSpike();
    } else if (losses.length === LOOKED_BACK) {
      const base = losses.reduce((most, one) => Math.max(most, one));
      if (loss > SPIKE * base && base > 0) this.state.spike = { from: step, base, peak: loss };
    }
    losses.push(loss);
    if (losses.length > LOOKED_BACK) losses.shift();
  }

  oscillation({ step, value }: WatchedOscillation): void {
    const { state } = this;
    const { oscillation: before, window, floor } = state;
    state.oscillation = { step, value };
    window.steps++;
    if (Math.abs(value) > window.most) window.most = Math.abs(value);
    const tells = before?.step === step - 1 && Math.abs(value) > floor && Math.abs(before.value) > floor;
    if (!tells) return;
    window.told++;
    if (value * before.value >= 0) {
      state.streak = 0;
      if (++state.calm === SUSTAINED) state.bouncing = false;
      return;
    }
    window.flips++;
    state.streak++;
    state.calm = 0;
    if (state.streak === 1 && !state.told['first-flip'])
      this.#say('first-flip', step, 'The oscillation along u₁ has changed sides for the first time.', {
        oscillation: value,
      });
    if (state.streak === SUSTAINED && !state.bouncing) {
      state.bouncing = true;
      this.#say(
        'sustained-flipping',
        step - SUSTAINED + 1,
        `From here on the iterate changes sides along u₁ at every step, ${SUSTAINED} times in a row so far: it bounces.`,
        { oscillation: Math.abs(value) },
      );
    }
  }

  /**
   * A measurement: its values by series name, and below what δ is rounding from here on.
   * @returns what was seen of δ since the last one, by series name
   */
  measured(
    step: number,
    values: Readonly<Record<string, number>>,
    floor: number,
  ): Readonly<Record<string, number>> {
    const { state } = this;
    const { most, steps, told, flips } = state.window;
    state.window = newWindow();
    state.floor = floor;
    // The next δ is taken along another direction: its sign tells nothing of a flip.
    if ((values['overlap'] ?? 1) < LEAST_OVERLAP) state.oscillation = null;
    const { sharpness, edge, lowestRitz, precisionMargin } = values;
    if (sharpness !== undefined && edge !== undefined) this.#crossing(step, sharpness, edge);
    if (sharpness !== undefined) {
      this.#catapult(step, sharpness);
      state.sharpness = sharpness;
      if (lowestRitz !== undefined && lowestRitz < -NEGATIVE * Math.abs(sharpness))
        this.#once(
          'negative-curvature',
          step,
          'The Hessian has a negative eigenvalue: the loss is not convex here.',
          { eigenvalueAtMost: lowestRitz },
        );
    }
    if (precisionMargin !== undefined && precisionMargin < 1)
      this.#once(
        'precision-lost',
        step,
        'The bounce is smaller than the precision resolves: flips and amplitudes from here on are rounding. ' +
          (this.#precision === 'float32'
            ? 'Use float64, or a larger radius.'
            : 'A larger radius is resolved.'),
        { precisionMargin },
      );
    if (steps === 0) return {};
    return {
      oscillationEnvelope: most,
      ...(told >= LEAST_RESOLVED * steps ? { flipShare: flips / told } : {}),
    };
  }

  #stationary(step: number, mover: Mover): void {
    const rests = mover === 'velocity' && step === 0;
    const further = rests
      ? 'Its velocity is zero too: the run stays at this stationary point to its end.'
      : `The run does not end here: ${moved[mover]}.`;
    this.#once('stationary', step, `The gradient is exactly zero. ${further}`, {});
  }

  /**
   * A crossing is one that two measurements in a row agree on: SAM's edge moves with ‖g‖, which differs between the two sides of a bounce.
   */
  #crossing(step: number, sharpness: number, edge: number): void {
    const { state } = this;
    const above = sharpness >= (state.above ? BELOW : 1) * edge;
    if (state.above === null) state.above = above;
    if (above === state.above) state.turning = null;
    else if (!state.turning) state.turning = { step, sharpness, edge };
    else {
      const { step: from, ...values } = state.turning;
      state.above = above;
      state.turning = null;
      if (above)
        this.#say('edge-crossed-up', from, 'The sharpness has risen to its edge of stability.', values);
      else
        this.#say('edge-crossed-down', from, 'The sharpness has fallen below its edge of stability.', values);
    }
  }

  #endSpike(): void {
    const { state } = this;
    const { spike, sharpness } = state;
    if (!spike) return;
    const values = { before: spike.base, peak: spike.peak };
    this.#say(
      'spike',
      spike.from,
      `The loss has risen to ${(spike.peak / spike.base).toPrecision(3)} times what it was.`,
      values,
    );
    state.spike = null;
    if (sharpness !== null) state.passed = { from: spike.from, peak: spike.peak, sharpness };
  }

  #catapult(step: number, sharpness: number): void {
    const { passed } = this.state;
    this.state.passed = null;
    if (passed && sharpness < CATAPULT * passed.sharpness)
      this.#say(
        'catapult',
        passed.from,
        `After the spike of the loss the sharpness is lower, found at step ${step}: the iterate was thrown into a flatter place.`,
        { peak: passed.peak, before: passed.sharpness, after: sharpness },
      );
  }

  #once(kind: string, step: number, sentence: string, values: Readonly<Record<string, number>>): void {
    if (!this.state.told[kind]) this.#say(kind, step, sentence, values);
  }

  #say(kind: string, step: number, sentence: string, values: Readonly<Record<string, number>>): void {
    const told = (this.state.told[kind] ?? 0) + 1;
    this.state.told[kind] = told;
    if (told > MOST_TOLD) return;
    const last = told === MOST_TOLD ? ' Further ones are not noted.' : '';
    this.#tell({ step, kind, sentence: `${sentence}${last}`, values });
  }
}
