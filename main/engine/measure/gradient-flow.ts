import type { FlowEnding } from '../../../app/study/flow.ts';
import { accumulateAll, difference, length } from '../curvature/vector.ts';

/** ∇ℓ at a point, flat [parameters]; a fresh array each time. */
export type GradientFunction = (point: Float64Array) => Promise<Float64Array>;

export interface FlowOptions {
  /** The local error of a step is at most tolerance·(1 + ‖w‖). */
  readonly tolerance: number;
  /** Gradient evaluations at most. */
  readonly evaluations: number;
}

/** Where a flow is and what its integrator knows: from here it goes on as if it had never stopped. */
export interface FlowState {
  readonly time: number;
  /** w(time), flat [parameters]. */
  readonly point: Float64Array;
  /** −∇ℓ at the point; null before the first step. */
  readonly slope: Float64Array | null;
  /** The next step; 0 before the first. */
  readonly next: number;
  /** Of the last accepted step, in units of what is allowed. */
  readonly lastError: number;
  /** Accepted steps. */
  readonly steps: number;
  readonly rejected: number;
  /** Gradients computed. */
  readonly evaluations: number;
}

/** Dormand & Prince 1980, 5(4): each row the weights of the slopes before, the last row those of the step itself. */
const STAGES: readonly (readonly number[])[] = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** The fifth order's weights less the fourth's. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

// The controller of Hairer, Nørsett & Wanner's DOPRI5 (Solving Ordinary Differential Equations I, section II.4).
const PROPORTIONAL = 0.17; // 1/5 − ¾·0.04
const INTEGRAL = 0.04;
const SAFETY = 0.9;
const [MOST_SHRINKING, MOST_GROWTH] = [5, 10];
const LEAST_ERROR = 1e-4; // remembered of a step: a luckier one tells nothing

const LEAST_SHARE = 1e-14; // of the time that is integrated to: shorter steps get nowhere
const NEARLY = 1.01; // of a step: what is left of the way is done in one, so that no sliver remains

/**
 * The gradient flow ẇ = −∇ℓ(w) from a start, followed from one time to the next by an explicit Runge–Kutta pair of order 5(4) with local
 * extrapolation and a PI controller of the step. It lands exactly on every time it is asked for; the step it had chosen is kept beyond it.
 */
export class GradientFlow {
  readonly #gradient: GradientFunction;
  readonly #options: FlowOptions;
  #point: Float64Array;
  #time = 0;
  #slope: Float64Array | null = null;
  #next = 0;
  #lastError = LEAST_ERROR;
  #steps = 0;
  #rejected = 0;
  #evaluations = 0;

  constructor(gradient: GradientFunction, start: Float64Array, options: FlowOptions) {
    this.#gradient = gradient;
    this.#point = start.slice();
    this.#options = options;
  }

  /** Nothing of it is changed by what comes after. */
  get state(): FlowState {
    return {
      time: this.#time,
      point: this.#point,
      slope: this.#slope,
      next: this.#next,
      lastError: this.#lastError,
      steps: this.#steps,
      rejected: this.#rejected,
      evaluations: this.#evaluations,
    };
  }

  set state({ time, point, slope, next, lastError, steps, rejected, evaluations }: FlowState) {
    this.#time = time;
    this.#point = point;
    this.#slope = slope;
    this.#next = next;
    this.#lastError = lastError;
    this.#steps = steps;
    this.#rejected = rejected;
    this.#evaluations = evaluations;
  }

  /** w(time). */
  get point(): Float64Array {
    return this.#point;
  }

  get time(): number {
    return this.#time;
  }

  /** Accepted steps. */
  get steps(): number {
    return this.#steps;
  }

  get rejected(): number {
    return this.#rejected;
  }

  /** Gradients computed. */
  get evaluations(): number {
    return this.#evaluations;
  }

  /**
   * Follows the flow to a time, not before the present one.
   * @throws RangeError where the gradient at the start is not finite
   */
  async to(time: number): Promise<FlowEnding> {
    if (this.#time >= time) return 'reached';
    this.#slope ??= await this.#firstSlope();
    if (this.#next === 0) this.#next = await this.#firstStep(this.#slope);
    let isRetry = false;
    while (this.#time < time) {
      if (this.#evaluations + STAGES.length > this.#options.evaluations) return 'limit';
      const left = time - this.#time;
      if (this.#next <= LEAST_SHARE * time && left > LEAST_SHARE * time) return 'stuck';
      const lands = this.#next * NEARLY >= left;
      isRetry = await this.#step(lands ? left : this.#next, lands ? time : null, isRetry);
    }
    return 'reached';
  }

  /**
   * Tries one step.
   * @param landing the time it ends at, where it was cut to end there
   * @returns whether it was rejected
   */
  async #step(size: number, landing: number | null, isRetry: boolean): Promise<boolean> {
    const slopes = [this.#slope!];
    let there = this.#point;
    for (const weights of STAGES) {
      there = this.#point.slice();
      accumulateAll(
        there,
        weights.map((weight) => size * weight),
        slopes,
      );
      slopes.push(await this.#slopeAt(there));
    }
    const error = this.#errorOf(slopes, size, there);
    const asked = error ** PROPORTIONAL;
    if (!(error <= 1)) {
      this.#rejected++;
      // An error that is not a number is as large as can be.
      this.#next = size / Math.min(MOST_SHRINKING, asked / SAFETY || MOST_SHRINKING);
      return true;
    }
    const factor = asked / this.#lastError ** INTEGRAL / SAFETY;
    const proposed = size / Math.max(1 / MOST_GROWTH, Math.min(MOST_SHRINKING, factor));
    const next = isRetry ? Math.min(proposed, size) : proposed;
    // A step cut short to land says nothing against the one that was chosen.
    this.#next = landing === null ? next : Math.max(next, this.#next);
    this.#lastError = Math.max(error, LEAST_ERROR);
    this.#time = landing ?? this.#time + size;
    this.#point = there;
    this.#slope = slopes.at(-1)!; // the last stage is at the new point
    this.#steps++;
    return false;
  }

  /** The local error in units of what is allowed. */
  #errorOf(slopes: readonly Float64Array[], size: number, there: Float64Array): number {
    const error = new Float64Array(there.length);
    accumulateAll(
      error,
      ERROR.map((weight) => size * weight),
      slopes,
    );
    return length(error) / Math.min(this.#scale(this.#point), this.#scale(there));
  }

  #scale(point: Float64Array): number {
    return this.#options.tolerance * (1 + length(point));
  }

  async #firstSlope(): Promise<Float64Array> {
    const slope = await this.#slopeAt(this.#point);
    if (!Number.isFinite(length(slope))) throw new RangeError('The gradient at the start is not finite.');
    return slope;
  }

  /** Hairer, Nørsett & Wanner's first step: so that an explicit Euler step and its change of slope are small. */
  async #firstStep(slope: Float64Array): Promise<number> {
    const scale = this.#scale(this.#point);
    const [position, speed] = [length(this.#point) / scale, length(slope) / scale];
    const euler = position < 1e-5 || speed < 1e-5 ? 1e-6 : (0.01 * position) / speed;
    const there = this.#point.slice();
    accumulateAll(there, [euler], [slope]);
    const bend = length(difference(await this.#slopeAt(there), slope)) / scale / euler;
    const largest = Math.max(speed, bend);
    const fifth = largest <= 1e-15 ? Math.max(1e-6, euler * 1e-3) : (0.01 / largest) ** (1 / 5);
    return Math.min(100 * euler, Number.isFinite(fifth) ? fifth : euler);
  }

  async #slopeAt(point: Float64Array): Promise<Float64Array> {
    this.#evaluations++;
    const gradient = await this.#gradient(point);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]!;
    return gradient;
  }
}
