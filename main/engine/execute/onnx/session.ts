import type { Program, Module } from '../../graph/program.ts';
import { size, type Shape } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import { checkCount, checkFed, checkLengths, checkModule, programNamed, stackedShapes } from '../check.ts';
import type { HeldValues, Session, SessionOptions, Use, Values } from '../executor.ts';
import type { Numbers } from '../../numbers.ts';
import { toFloat32, toFloat64 } from '../float32.ts';
import { COUNT, fedName, nextName, outputName, writeModel } from './model.ts';
import { translated, type InferenceSession, type Runtime, type Tensor } from './runtime.ts';
import { sessionOptions } from './session-options.ts';

type Results = Record<string, Float64Array>;
type Loaded = { readonly session: InferenceSession; readonly fed: readonly string[] };

/**
 * A module in ONNX Runtime. Every program has one session, made when it is prepared or first run; running it once is a loop of one, so that the numbers
 * do not depend on how runs are put into calls. The variables are the runtime's tensors: what a call returns is fed to the next. Calls are
 * served one after the other.
 */
export class OnnxSession implements Session {
  readonly #runtime: Runtime;
  readonly #module: Module;
  readonly #options: SessionOptions;
  readonly #variables: Map<string, Tensor>;
  readonly #sessions = new Map<string, Promise<Loaded>>();
  /** Ends with the last call; never rejects. */
  #last: Promise<unknown> = Promise.resolve();
  #released = false;

  constructor(runtime: Runtime, module: Module, options: SessionOptions) {
    checkModule(module);
    this.#runtime = runtime;
    this.#module = module;
    this.#options = options;
    this.#variables = new Map(
      Object.entries(module.variables).map(([name, shape]) => [
        name,
        this.#tensor(new Float64Array(size(shape)), shape),
      ]),
    );
  }

  prepare(uses: readonly Use[]): Promise<void> {
    return this.#next(async () => {
      for (const { program } of uses) await this.#load(program, programNamed(this.#module, program));
    });
  }

  write(values: Values): Promise<void> {
    return this.#next(() => {
      checkLengths('There is no variable', this.#module.variables, values);
      for (const [name, array] of Object.entries(values))
        this.#variables.set(name, this.#tensor(array, this.#module.variables[name] ?? []));
    });
  }

  read(names: readonly string[]): Promise<Results> {
    return this.#next(() =>
      Object.fromEntries(
        // A copy: the tensor is fed again.
        names.map((name) => [name, new Float64Array(numbers(this.#variable(name)))]),
      ),
    );
  }

  run(name: string, inputs: Values): Promise<Results> {
    return this.iterate(name, 1, inputs);
  }

  runHeld(name: string, inputs: HeldValues): Promise<Record<string, Numbers>> {
    return this.#compute(name, 1, inputs, (values, shape) => this.#held(values, shape));
  }

  async iterate(name: string, count: number, inputs: Values): Promise<Results> {
    const held = await this.#compute(name, count, inputs, (values, shape) => this.#tensor(values, shape));
    return Object.fromEntries(
      Object.entries(held).map(([output, values]) => [output, new Float64Array(values)]),
    );
  }

  #compute<Given extends Numbers>(
    name: string,
    count: number,
    inputs: Readonly<Record<string, Given>>,
    tensorOf: (values: Given, shape: Shape) => Tensor,
  ): Promise<Record<string, Numbers>> {
    return this.#next(async () => {
      const program = programNamed(this.#module, name);
      checkCount(name, count);
      const shapes = stackedShapes(program, count);
      checkFed(name, shapes, inputs);
      const { session, fed } = await this.#load(name, program);
      const times = new this.#runtime.Tensor('int64', BigInt64Array.of(BigInt(count)), []);
      const feeds: Record<string, Tensor> = { [COUNT]: times };
      for (const each of fed) {
        const given = inputs[each];
        feeds[fedName(each)] = given ? tensorOf(given, shapes[each] ?? []) : this.#variable(each);
      }
      return this.#call(name, program, session, feeds);
    });
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#last;
    const sessions = await Promise.allSettled(this.#sessions.values());
    this.#sessions.clear();
    this.#variables.clear();
    for (const made of sessions) if (made.status === 'fulfilled') await made.value.session.release();
  }

  /** Runs a model, keeps the variables' next values, and returns the outputs. */
  async #call(
    name: string,
    program: Program,
    session: InferenceSession,
    feeds: Readonly<Record<string, Tensor>>,
  ): Promise<Record<string, Numbers>> {
    let results: Readonly<Record<string, Tensor>>;
    try {
      results = await session.run(feeds);
    } catch (error) {
      throw translated(`running program ${name}`, error);
    }
    const result = (value: string): Tensor => {
      const tensor = results[value];
      if (!tensor) throw new EngineError('onnx', `ONNX Runtime returned no ${value} of program ${name}.`);
      return tensor;
    };
    for (const variable of Object.keys(program.updates))
      this.#variables.set(variable, result(nextName(variable)));
    return Object.fromEntries(
      Object.keys(program.outputs).map((output) => [output, numbers(result(outputName(output)))]),
    );
  }

  #load(name: string, program: Program): Promise<Loaded> {
    const loaded = this.#sessions.get(name) ?? this.#create(name, program);
    this.#sessions.set(name, loaded);
    return loaded;
  }

  async #create(name: string, program: Program): Promise<Loaded> {
    const { precision, threads } = this.#options;
    try {
      const { bytes, fed } = writeModel(program, this.#module.variables, precision);
      const session = await this.#runtime.InferenceSession.create(bytes, sessionOptions(threads));
      return { session, fed };
    } catch (error) {
      throw translated(`compiling program ${name}`, error);
    }
  }

  /** Serves a call when those before it are done. */
  #next<T>(serve: () => T | Promise<T>): Promise<T> {
    if (this.#released)
      return Promise.reject(new EngineError('released', 'The session is used after its release.'));
    const served = this.#last.then(serve);
    this.#last = served.catch(() => undefined);
    return served;
  }

  /** A copy of values, which the caller may change afterwards. */
  #tensor(values: Float64Array, shape: Shape): Tensor {
    return this.#held(this.#options.precision === 'float32' ? values : values.slice(), shape);
  }

  /** Of the values themselves where they are in the session's precision. */
  #held(values: Numbers, shape: Shape): Tensor {
    const { Tensor } = this.#runtime;
    return this.#options.precision === 'float32'
      ? new Tensor('float32', toFloat32(values), shape)
      : new Tensor('float64', toFloat64(values), shape);
  }

  #variable(name: string): Tensor {
    const found = this.#variables.get(name);
    if (!found) throw new EngineError('values', `There is no variable ${name}.`);
    return found;
  }
}

/** A tensor's values, which it shares. */
function numbers({ data }: Tensor): Numbers {
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  throw new TypeError('A tensor is not of floating-point numbers.');
}
