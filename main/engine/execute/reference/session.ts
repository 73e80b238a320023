import type { Module } from '../../graph/program.ts';
import { size } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import { checkCount, checkFed, checkLengths, checkModule, programNamed, stackedShapes } from '../check.ts';
import type { HeldValues, Session, SessionOptions, Use, Values } from '../executor.ts';
import type { Numbers } from '../../numbers.ts';
import { inFloat64, inPrecision } from '../float32.ts';
import { compile, type Compiled } from './compile.ts';
import { zeros, type FloatArray } from './float-array.ts';

type Results = Record<string, Float64Array>;

/** A module in plain arrays. A program is compiled when it is prepared or first run. */
export class ReferenceSession implements Session {
  readonly #module: Module;
  readonly #options: SessionOptions;
  readonly #variables: Map<string, FloatArray>;
  readonly #compiled = new Map<string, Compiled>();
  #released = false;

  constructor(module: Module, options: SessionOptions) {
    checkModule(module);
    this.#module = module;
    this.#options = options;
    this.#variables = new Map(
      Object.entries(module.variables).map(([name, shape]) => [name, zeros(options.precision, size(shape))]),
    );
  }

  prepare(uses: readonly Use[]): Promise<void> {
    return this.#attempt(() => uses.forEach(({ program }) => this.#compile(program)));
  }

  write(values: Values): Promise<void> {
    return this.#attempt(() => {
      checkLengths('There is no variable', this.#module.variables, values);
      for (const [name, array] of Object.entries(values)) this.#variables.get(name)?.set(array);
    });
  }

  read(names: readonly string[]): Promise<Results> {
    return this.#attempt(() =>
      Object.fromEntries(names.map((name) => [name, new Float64Array(this.#variable(name))])),
    );
  }

  run(program: string, inputs: Values): Promise<Results> {
    return this.iterate(program, 1, inputs);
  }

  async runHeld(program: string, inputs: HeldValues): Promise<Record<string, Numbers>> {
    return inPrecision(await this.run(program, inFloat64(inputs)), this.#options.precision);
  }

  iterate(program: string, count: number, inputs: Values): Promise<Results> {
    return this.#attempt(() => {
      const source = programNamed(this.#module, program);
      checkCount(program, count);
      checkFed(program, stackedShapes(source, count), inputs);
      const compiled = this.#compile(program);
      for (const name of Object.keys(source.inputs)) compiled.inputs.get(name)?.set(inputs[name] ?? []);
      const results: Results = {};
      for (const [name, values] of compiled.outputs) results[name] = new Float64Array(count * values.length);
      for (let i = 0; i < count; i++) {
        for (const [name, shape] of Object.entries(source.rows ?? {})) {
          const length = size(shape);
          compiled.inputs.get(name)?.set(inputs[name]?.subarray(i * length, (i + 1) * length) ?? []);
        }
        compiled.run();
        for (const [name, values] of compiled.outputs) results[name]?.set(values, i * values.length);
      }
      return results;
    });
  }

  release(): Promise<void> {
    this.#released = true;
    this.#variables.clear();
    this.#compiled.clear();
    return Promise.resolve();
  }

  /** Does something at once; what it throws is the promise's. */
  #attempt<T>(action: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (this.#released) throw new EngineError('released', 'The session is used after its release.');
      resolve(action());
    });
  }

  #variable(name: string): FloatArray {
    const found = this.#variables.get(name);
    if (!found) throw new EngineError('values', `There is no variable ${name}.`);
    return found;
  }

  #compile(program: string): Compiled {
    const known = this.#compiled.get(program);
    const compiled =
      known ?? compile(programNamed(this.#module, program), this.#variables, this.#options.precision);
    this.#compiled.set(program, compiled);
    return compiled;
  }
}
