import type { Backend, Precision } from '../../../app/experiment/experiment.ts';
import { inner, length } from '../../../main/engine/curvature/vector.ts';
import type { Session, SessionOptions, Values } from '../../../main/engine/execute/executor.ts';
import { openExecutor } from '../../../main/engine/execute/executors.ts';
import { buildObjective } from '../../../main/engine/objective/build.ts';
import type { Checked, Quantity } from '../contest/quantity.ts';
import { directionOf } from '../networks/direction.ts';
import { experimentOf, type NetworkRow } from '../networks/network.ts';
import { programOf } from './program.ts';

export interface Engine {
  readonly backend: Backend;
  readonly precision: Precision;
  readonly threads: number;
  readonly mode?: NonNullable<SessionOptions['mode']>;
}

/** A quantity of a row, compiled by an executor, with data and start inside. */
export class Prepared {
  readonly #session: Session;
  readonly #quantity: Quantity;
  readonly #loop: number;
  readonly #inputs: Values;
  readonly #scalars: readonly string[];

  constructor(
    session: Session,
    quantity: Quantity,
    loop: number,
    inputs: Values,
    scalars: readonly string[],
  ) {
    this.#session = session;
    this.#quantity = quantity;
    this.#loop = loop;
    this.#inputs = inputs;
    this.#scalars = scalars;
  }

  static async open(
    row: NetworkRow,
    quantity: Quantity,
    { backend, threads, precision, mode }: Engine,
  ): Promise<Prepared> {
    const experiment = experimentOf(row, quantity === 'gd' ? 'gd' : 'sam', { precision });
    const objective = await buildObjective(experiment);
    const { module, scalars, vector } = programOf(quantity, experiment, objective);
    const executor = await openExecutor(backend, threads);
    const session = await executor.open(module, { precision, threads, ...(mode ? { mode } : {}) });
    const { start, data } = objective;
    await session.write(Object.fromEntries(data.map(({ name, values }) => [name, values])));
    await session.write({ w: start, start, reference: start, point: start, lossLimit: Float64Array.of(1e8) });
    const inputs: Values = vector ? { vector: directionOf(start.length) } : {};
    return new Prepared(session, quantity, row.loop, inputs, scalars);
  }

  /** What the first call from the start gives. */
  async check(): Promise<Checked> {
    const results = await this.#call();
    if (this.#quantity === 'hvp' || this.#quantity === 'd3') {
      const { product } = results;
      return { first: [length(product!), inner(product!, this.#inputs['vector']!)] };
    }
    const names = ['loss', 'gradientNorm', 'ascentLoss', 'ascentGradientNorm'];
    const columns = names.map((name) => this.#scalars.indexOf(name)).filter((column) => column >= 0);
    const { scalars } = results;
    const width = this.#scalars.length;
    const rowAt = (begin: number) => columns.map((column) => scalars![begin + column]!);
    if (this.#quantity === 'gd') return { first: rowAt(0) };
    return { first: rowAt(0), last: rowAt(scalars!.length - width) };
  }

  /** Milliseconds a step of as many calls as fit. */
  async time(seconds: number): Promise<number[]> {
    const times: number[] = [];
    const steps = this.#quantity === 'sam' ? this.#loop : 1;
    const end = performance.now() + 1000 * seconds;
    do {
      const begin = performance.now();
      await this.#call();
      times.push((performance.now() - begin) / steps);
    } while (performance.now() < end);
    return times;
  }

  release(): Promise<void> {
    return this.#session.release();
  }

  #call(): Promise<Record<string, Float64Array>> {
    if (this.#quantity === 'sam') return this.#session.iterate('program', this.#loop, {});
    return this.#session.run('program', this.#inputs);
  }
}
