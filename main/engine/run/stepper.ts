import type { Experiment } from '../../../app/experiment/experiment.ts';
import type { Session, Values } from '../execute/executor.ts';
import type { Gradients } from '../measure/probe/probe.ts';
import { exampleCount, type Objective } from '../objective/objective.ts';
import { RandomStream } from '../random/stream.ts';
import { Batches } from './batches.ts';
import { projectionNames, type RunPrograms } from './programs.ts';
import { scheduledValues } from './schedules.ts';

/** The scalars of consecutive steps. */
export interface Rows {
  readonly first: number;
  readonly count: number;
  /** A recorded scalar at row i. */
  value(name: string, row: number): number;
  /** u·(w − w_ref) on the held directions at row i. */
  projections(row: number): Float64Array;
  /** After the last row, where the program returns it; the gradients are those at that row, where it takes all examples. */
  readonly end: { readonly iterate: Float64Array; readonly gradients: Gradients | null } | null;
}

/** Runs the `step` and `observe` programs of a session and names what they return. */
export class Stepper {
  readonly #session: Session;
  readonly #experiment: Experiment;
  readonly #parameters: number;
  readonly #names: readonly string[];
  readonly #held: number;
  readonly #batches: Batches | null;
  /** Names of the scalars recorded every step. */
  readonly recorded: readonly string[];

  constructor(
    session: Session,
    experiment: Experiment,
    programs: RunPrograms,
    { start, examples }: Objective,
  ) {
    const { batch } = programs.sampling;
    this.#session = session;
    this.#experiment = experiment;
    this.#parameters = start.length;
    this.#names = programs.scalars;
    this.#held = experiment.measure.sharpness.count;
    this.#batches =
      batch !== null && examples ? new Batches(experiment.seed, exampleCount(examples), batch) : null;
    const projections = projectionNames(this.#held);
    this.recorded = programs.scalars.filter((name) => !projections.includes(name));
  }

  /** `count` steps from w_first on; the rows hold the scalars of w_first … w_{first+count−1}. */
  async advance(first: number, count: number): Promise<Rows> {
    const { scalars, ...vectors } = await this.#session.iterate('step', count, {
      ...this.#fed(first, count),
      ...this.#noise(first, count),
    });
    const { iterate, gradient, ascentGradient } = vectors;
    const gradients = gradient ? { gradient, ascentGradient } : null;
    return this.#rows(first, count, scalars!, iterate ? { iterate, gradients } : null);
  }

  /** The scalars of the present iterate, w_step; it stays. */
  async observe(step: number): Promise<Rows> {
    const { scalars } = await this.#session.run('observe', this.#fed(step, 1));
    return this.#rows(step, 1, scalars!);
  }

  /** The loss of all examples at the start of the run, where w is. */
  async startLoss(start: Float64Array): Promise<number> {
    if (!this.#batches) return (await this.observe(0)).value('loss', 0);
    const radius = scheduledValues(this.#experiment.optimizer, ['radius'], 0);
    const { loss } = await this.#session.run('gradients', { point: start, ...radius });
    return loss![0]!;
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

  /** What every step is fed but its noise: its batch, and settings after a schedule. */
  #fed(first: number, count: number): Values {
    return {
      ...(this.#batches ? { batch: this.#batches.of(first, count) } : {}),
      ...scheduledValues(this.#experiment.optimizer, ['stepSize', 'radius'], first, count),
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
