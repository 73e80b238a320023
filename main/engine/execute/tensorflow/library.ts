import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend.js';
import type { Precision } from '../../../../app/experiment/experiment.ts';
import { size, type Shape } from '../../graph/tensor.ts';
import { EngineError } from '../../problem.ts';
import { toFloat32 } from '../float32.ts';
import { COUNT, type Entry } from './entry.ts';
import { withFolder } from './folder.ts';
import { addonFile, builtAddon, nativeFolder } from './native.ts';
import { loadProblem, translated } from './problem.ts';
import { TAG } from './proto.ts';
import { prepare } from './shims.ts';

type Tfjs = typeof import('@tensorflow/tfjs-node');

/** Numbers to feed. */
export interface Fed {
  readonly values: Float64Array;
  readonly shape: Shape;
}

/**
 * TensorFlow inside this process, through tfjs-node. Of tfjs itself nothing is used but its binding, which loads graphs and runs them: one call
 * an entry, no operation of its own.
 */
export class TensorflowLibrary {
  readonly threads: number;
  readonly version: string;
  readonly isUsingGpu: boolean;
  /** Whether it was built for GPUs. */
  readonly isForGpus: boolean;
  readonly #binding: NodeJSKernelBackend['binding'];

  constructor(tfjs: Tfjs, threads: number) {
    const backend = tfjs.backend() as NodeJSKernelBackend;
    this.threads = threads;
    this.#binding = backend.binding;
    this.isUsingGpu = backend.isUsingGpuDevice;
    this.isForGpus = builtAddon() === addonFile(nativeFolder('tensorflow'));
    this.version = `tensorflow ${this.#binding.TF_Version} via tfjs-node ${tfjs.version['tfjs-node']}`;
  }

  /** The number of loaded graphs. */
  get sessions(): number {
    return this.#binding.getNumOfSavedModels();
  }

  /** Loads a graph. @returns its number, for `run` and `release` */
  load(savedModel: Uint8Array): number {
    return withFolder(savedModel, (folder) => {
      try {
        return this.#binding.loadSavedModel(folder, TAG);
      } catch (error) {
        throw translated('loading a graph', error);
      }
    });
  }

  release(session: number): void {
    this.#binding.deleteSavedModel(session);
  }

  /**
   * Runs an entry of a loaded graph.
   * @param count what the entry is fed as its count, if it has one
   */
  run(
    session: number,
    doing: string,
    { feeds, fetches, effects }: Entry,
    precision: Precision,
    fed: Readonly<Record<string, Fed>>,
    count = 0,
  ): Record<string, Float64Array> {
    const made: number[] = [];
    const binding = this.#binding;
    try {
      for (const name of Object.keys(feeds))
        made.push(name === COUNT ? this.#integer(count) : this.#numbers(doing, name, fed[name], precision));
      const results = binding.runSavedModel(
        session,
        made,
        Object.values(feeds).join(),
        [...Object.values(fetches), ...effects].join(),
      );
      made.push(...results.map(({ id }) => id));
      const numbers = (index: number): Float64Array =>
        numbersOf(binding.tensorDataSync(results[index]?.id ?? 0), precision);
      return Object.fromEntries(Object.keys(fetches).map((name, i) => [name, numbers(i)]));
    } catch (error) {
      throw translated(doing, error);
    } finally {
      for (const id of made) binding.deleteTensor(id);
    }
  }

  #integer(value: number): number {
    return this.#binding.createTensor([], this.#binding.TF_INT32, Int32Array.of(value));
  }

  /** A tensor of a copy of numbers: TensorFlow keeps the array that it is made of. */
  #numbers(doing: string, name: string, fed: Fed | undefined, precision: Precision): number {
    if (!fed || fed.values.length !== size(fed.shape))
      throw new EngineError('values', `TensorFlow is not fed ${name} in its shape ${doing}.`);
    const { values, shape } = fed;
    const binding = this.#binding;
    return precision === 'float32'
      ? binding.createTensor([...shape], binding.TF_FLOAT, toFloat32(values))
      : binding.createTensor([...shape, 2], binding.TF_INT32, new Int32Array(values.slice().buffer));
  }
}

function numbersOf(array: Float32Array | Int32Array | Uint8Array, precision: Precision): Float64Array {
  if (precision === 'float32') return new Float64Array(array);
  return new Float64Array(array.buffer, array.byteOffset, array.length / 2).slice();
}

let loaded: Promise<TensorflowLibrary> | null = null;

/**
 * Loads TensorFlow, once in a process; its threads are then decided.
 * @throws EngineError `backend-missing`, saying what is missing and how to get it; `threads` if it was loaded for another number
 */
export async function loadLibrary(threads: number): Promise<TensorflowLibrary> {
  loaded ??= load(threads);
  const library = await loaded.catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  if (library.threads === threads) return library;
  throw new EngineError(
    'threads',
    `TensorFlow was loaded for ${library.threads} threads in this process and cannot change to ${threads}.`,
  );
}

async function load(threads: number): Promise<TensorflowLibrary> {
  const { warn } = console;
  try {
    const require = prepare(threads);
    console.warn = () => undefined; // tfjs greets
    return await Promise.resolve(new TensorflowLibrary(require('@tensorflow/tfjs-node') as Tfjs, threads));
  } catch (error) {
    throw loadProblem(error);
  } finally {
    console.warn = warn;
  }
}
