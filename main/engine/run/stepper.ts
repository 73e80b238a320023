import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Session, Values } from '../execute/executor.ts';
import type { Gradients } from '../measure/measurement.ts';
import { RandomStream } from '../random/stream.ts';
import { projectionNames, type RunPrograms } from './programs.ts';

/** The scalars of consecutive steps. */
export interface Rows {
  readonly first: number;
  readonly count: number;
  /** A recorded scalar at row i. */
  value(name: string, row: number): number;
  /** u·(w − w_ref) on the held directions at row i. */
  projections(row: number): Float64Array;
  /** Of the last row, where the program returns it. */
  readonly end: { readonly iterate: Float64Array; readonly gradients: Gradients } | null;
}

/** Runs the `step` and `observe` programs of a session and names what they return. */
export class Stepper {
  readonly #session: Session;
  readonly #experiment: Experiment;
  readonly #parameters: number;
  readonly #names: readonly string[];
  readonly #held: number;
  /** Names of the scalars recorded every step. */
  readonly recorded: readonly string[];

  constructor(session: Session, experiment: Experiment, programs: RunPrograms, parameters: number) {
    this.#session = session;
    this.#experiment = experiment;
    this.#parameters = parameters;
    this.#names = programs.scalars;
    this.#held = experiment.measure.sharpness.count;
    const projections = projectionNames(this.#held);
    this.recorded = programs.scalars.filter((name) => !projections.includes(name));
  }

  /** `count` steps from w_first on; the rows hold the scalars of w_first … w_{first+count−1}. */
  async advance(first: number, count: number): Promise<Rows> {
    const { scalars, ...vectors } = await this.#session.iterate('step', count, this.#noise(first, count));
    const { iterate, gradient, ascentGradient } = vectors;
    const end = iterate && gradient ? { iterate, gradients: { gradient, ascentGradient } } : null;
    return this.#rows(first, count, scalars!, end);
  }

  /** The scalars of the present iterate; it stays. */
  async observe(step: number): Promise<Rows> {
    const { scalars } = await this.#session.run('observe', {});
    return this.#rows(step, 1, scalars!);
  }

  #rows(first: number, count: number, scalars: Float64Array, end: Rows['end'] = null): Rows {
    const width = this.#names.length;
    const columns = new Map(this.#names.map((name, column) => [name, column]));
    const begin = columns.get('projection1')!;
    return {
      first,
      count,
      value: (name, row) => scalars[row * width + columns.get(name)!]!,
      projections: (row) => scalars.slice(row * width + begin, row * width + begin + this.#held),
      end,
    };
  }

  /** Each step's noise has a random stream of its own, so that it does not depend on how steps are cut into calls. */
  #noise(first: number, count: number): Values {
    const { noise, seed } = this.#experiment;
    if (noise === 0) return {};
    const values = new Float64Array(count * this.#parameters);
    for (let row = 0; row < count; row++) {
      const stream = new RandomStream(seed, `noise/${first + row}`);
      values.set(stream.normals(this.#parameters), row * this.#parameters);
    }
    return { noise: values };
  }
}
