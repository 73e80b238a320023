import type { Module, Program } from '../../graph/program.ts';
import { size, type Shape } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import { checkCount, checkFed, checkLengths, checkModule, programNamed, stackedShapes } from '../check.ts';
import type { HeldValues, Session, SessionOptions, Use, Values } from '../executor.ts';
import type { Numbers } from '../../numbers.ts';
import { inFloat64, inPrecision } from '../float32.ts';
import type { Entry } from './entry.ts';
import type { Fed, TensorflowLibrary } from './library.ts';
import { writeModel, type Model } from './model.ts';

type Results = Record<string, Float64Array>;

/** A module in TensorFlow: one loaded graph that holds the variables and every program, to be run once or many times inside one call. */
export class TensorflowSession implements Session {
  readonly #library: TensorflowLibrary;
  readonly #module: Module;
  readonly #precision: SessionOptions['precision'];
  readonly #model: Omit<Model, 'bytes'>;
  #session: number | null;

  constructor(library: TensorflowLibrary, module: Module, { precision, mode }: SessionOptions) {
    checkModule(module);
    this.#library = library;
    this.#module = module;
    this.#precision = precision;
    const { bytes, ...model } = writeModel(module, precision, mode ?? 'plain');
    this.#model = model;
    this.#session = library.load(bytes);
    this.#call('setting the variables to zero', model.clear, {});
  }

  prepare(uses: readonly Use[]): Promise<void> {
    return uses.reduce((done, use) => done.then(() => this.#prepare(use)), Promise.resolve());
  }

  write(values: Values): Promise<void> {
    return this.#serve(() => {
      const shapes = this.#module.variables;
      checkLengths('There is no variable', shapes, values);
      const names = Object.keys(values);
      if (names.length === 0) return;
      const entry = together(names.map((name) => entryNamed(this.#model.write, name)));
      this.#call(`writing ${names.join(', ')}`, entry, fed(values, shapes));
    });
  }

  read(names: readonly string[]): Promise<Results> {
    return this.#serve(() => {
      const unknown = names.find((name) => !this.#model.read.has(name));
      if (unknown !== undefined) throw new EngineError('values', `There is no variable ${unknown}.`);
      if (names.length === 0) return {};
      const entry = together(names.map((name) => entryNamed(this.#model.read, name)));
      return this.#call(`reading ${names.join(', ')}`, entry, {});
    });
  }

  run(name: string, inputs: Values): Promise<Results> {
    return this.#serve(() => {
      const program = programNamed(this.#module, name);
      checkFed(name, stackedShapes(program, 1), inputs);
      if (!this.#model.run.has(name)) return this.#repeat(name, program, 1, inputs);
      return this.#call(
        `running program ${name}`,
        entryNamed(this.#model.run, name),
        fed(inputs, { ...program.inputs, ...program.rows }),
      );
    });
  }

  async runHeld(name: string, inputs: HeldValues): Promise<Record<string, Numbers>> {
    return inPrecision(await this.run(name, inFloat64(inputs)), this.#precision);
  }

  iterate(name: string, count: number, inputs: Values): Promise<Results> {
    return this.#serve(() => {
      const program = programNamed(this.#module, name);
      checkCount(name, count);
      checkFed(name, stackedShapes(program, count), inputs);
      return this.#repeat(name, program, count, inputs);
    });
  }

  release(): Promise<void> {
    if (this.#session !== null) this.#library.release(this.#session);
    this.#session = null;
    return Promise.resolve();
  }

  /**
   * Makes a call that changes nothing: the library compiles at the first. A loop is run zero times; a single run must have no variable to
   * update. What else may happen in this process has its turn before.
   */
  async #prepare({ program: name, call }: Use): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await this.#serve(() => {
      const program = programNamed(this.#module, name);
      const once = call === 'run' ? this.#model.run.get(name) : undefined;
      if (once && Object.keys(program.updates).length > 0) return;
      const entry = once ?? entryNamed(this.#model.iterate, name);
      const rows = this.#model.iterate.get(name)?.capacity ?? 1;
      const shapes = once ? { ...program.inputs, ...program.rows } : stackedShapes(program, rows);
      this.#call(`compiling program ${name}`, entry, zeros(shapes));
    });
  }

  #repeat(name: string, program: Program, count: number, inputs: Values): Results {
    const entry = entryNamed(this.#model.iterate, name);
    const length = entry.capacity ?? Math.min(count, MOST_RUNS);
    const parts: Results[] = [];
    for (let first = 0; first < count; first += length) {
      const runs = Math.min(length, count - first);
      const values = { ...inputs };
      for (const [row, shape] of Object.entries(program.rows ?? {}))
        values[row] = stretch(inputs[row] ?? new Float64Array(), size(shape), first, runs, length);
      const fedNow = fed(values, stackedShapes(program, length));
      parts.push(this.#call(`running program ${name}`, entry, fedNow, runs));
    }
    return joined(Object.keys(program.outputs), parts);
  }

  #call(doing: string, entry: Entry, inputs: Readonly<Record<string, Fed>>, count = 0): Results {
    if (this.#session === null) throw new EngineError('released', 'The session is used after its release.');
    return this.#library.run(this.#session, doing, entry, this.#precision, inputs, count);
  }

  /** TensorFlow's calls return when they are done: so calls are served in their order. */
  #serve<T>(serve: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.#session === null) throw new EngineError('released', 'The session is used after its release.');
      resolve(serve());
    });
  }
}

const MOST_RUNS = 2 ** 31 - 1; // a graph counts in int32

function entryNamed<Known>(entries: ReadonlyMap<string, Known>, name: string): Known {
  const entry = entries.get(name);
  if (!entry) throw new EngineError('program', `There is no program ${name}.`);
  return entry;
}

/** What several entries do, in one call. */
function together(entries: readonly Entry[]): Entry {
  return {
    feeds: Object.assign({}, ...entries.map(({ feeds }) => feeds)) as Entry['feeds'],
    fetches: Object.assign({}, ...entries.map(({ fetches }) => fetches)) as Entry['fetches'],
    effects: entries.flatMap(({ effects }) => effects),
  };
}

function fed(values: Values, shapes: Readonly<Record<string, Shape>>): Readonly<Record<string, Fed>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, array]) => [name, { values: array, shape: shapes[name] ?? [] }]),
  );
}

function zeros(shapes: Readonly<Record<string, Shape>>): Readonly<Record<string, Fed>> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { values: new Float64Array(size(shape)), shape }]),
  );
}

/** The rows of some runs, filled up with zeros to a length. */
function stretch(
  rows: Float64Array,
  width: number,
  first: number,
  runs: number,
  length: number,
): Float64Array {
  const stretched = new Float64Array(length * width);
  stretched.set(rows.subarray(first * width, (first + runs) * width));
  return stretched;
}

/** The stacked outputs of consecutive calls as those of one. */
function joined(outputs: readonly string[], parts: readonly Results[]): Results {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return Object.fromEntries(
    outputs.map((output) => {
      const stacks = parts.map((part) => part[output] ?? new Float64Array());
      const all = new Float64Array(stacks.reduce((sum, { length }) => sum + length, 0));
      let end = 0;
      for (const stack of stacks) {
        all.set(stack, end);
        end += stack.length;
      }
      return [output, all];
    }),
  );
}
