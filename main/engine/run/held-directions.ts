import { valueAt } from '../../../app/experiment/schedule.ts';
import { difference, inner, length } from '../curvature/vector.ts';
import { asHeld } from '../execute/float32.ts';
import { oscillationFloor } from '../measure/floor.ts';
import { midpoint, type Neighbourhood } from '../measure/iterates.ts';
import type { OpenRun } from './open.ts';
import type { RunState } from './state.ts';

/** The directions along which a run's oscillation is followed, and the point from which: held in the session from one measurement to the next. */
export class HeldDirections {
  readonly #open: OpenRun;
  readonly #state: RunState;

  constructor(open: OpenRun, state: RunState) {
    this.#open = open;
    this.#state = state;
  }

  /** Puts directions and reference into the session. */
  async hold(): Promise<void> {
    const count = this.#open.experiment.measure.sharpness.count;
    const parameters = this.#open.objective.start.length;
    const directions = new Float64Array(count * parameters);
    this.#state.measurer.directions.forEach((direction, i) => directions.set(direction, i * parameters));
    await this.#open.session.write({ directions, reference: this.#state.window.reference });
  }

  /** Takes the measured directions for the oscillation from here on, with projections relative to the midpoint. */
  async follow(step: number, neighbourhood: Neighbourhood): Promise<void> {
    const reference = this.rounded(midpoint(neighbourhood) ?? neighbourhood.here);
    this.#state.window = { step, reference };
    const directions = this.#state.measurer.directions.map((direction) => this.rounded(direction));
    const project = (w: Float64Array): Float64Array =>
      Float64Array.from(directions, (direction) => inner(direction, difference(w, reference)));
    const { before, here, after } = neighbourhood;
    this.#state.oscillation.restart(
      before && after
        ? [
            { step: step - 1, values: project(before) },
            { step, values: project(here) },
          ]
        : [],
    );
    await this.hold();
  }

  /**
   * What δ of the window that ends here is rounding below (measure/floor.ts).
   * @param w the parameters at the step
   * @returns it with the step at which the window began; null where no direction was followed
   */
  floor(at: number, w: Float64Array): { readonly step: number; readonly value: number } | null {
    const { step, reference } = this.#state.window;
    if (at === step || this.#state.measurer.directions.length === 0) return null;
    const { precision, optimizer } = this.#open.experiment;
    const value = oscillationFloor(precision, {
      distance: length(difference(w, reference)),
      size: length(w),
      stepSize: valueAt(optimizer.stepSize, at) / (1 - optimizer.momentum), // a rounding error goes on in the velocity
      sharpness: this.#state.measurer.state.sharpness,
      loss: this.#state.loss,
    });
    return { step, value };
  }

  /** Values as the session holds them. */
  rounded(values: Float64Array): Float64Array {
    return asHeld(values, this.#open.experiment.precision);
  }
}
