import type { Precision } from '../../../../app/experiment/experiment.ts';
import { ROUNDING, type Algebra, type Block } from '../../curvature/algebra.ts';
import type { Numbers } from '../../numbers.ts';
import { EngineError } from '../../problem.ts';
import { toFloat32, toFloat64 } from '../float32.ts';
import { GraphWriter } from './graph-writer.ts';
import { encodeModel } from './proto.ts';
import { loadRuntime, translated, type InferenceSession, type Tensor } from './runtime.ts';
import { sessionOptions } from './session-options.ts';

/**
 * Products of blocks by ONNX Runtime's matrix products, five to ten times as fast as loops of this process on 200,000 parameters
 * (docs/performance.md). A block is handed over without a copy.
 * @throws EngineError `backend-missing`
 */
export function openOnnxAlgebra(threads: number, precision?: 'float64'): Promise<Algebra>;
export function openOnnxAlgebra(threads: number, precision: Precision): Promise<Algebra<Numbers>>;
export async function openOnnxAlgebra(
  threads: number,
  precision: Precision = 'float64',
): Promise<Algebra<Numbers>> {
  const runtime = await loadRuntime();
  const open = async (write: (writer: GraphWriter) => void): Promise<InferenceSession> => {
    const writer = new GraphWriter(precision, 't');
    write(writer);
    try {
      return await runtime.InferenceSession.create(encodeModel(writer.graph()), sessionOptions(threads));
    } catch (error) {
      throw translated('compiling products of vectors', error);
    }
  };
  const innerModel = await open((writer) => {
    const { a, b } = blocks(writer);
    writer.output('parts', writer.node('Gemm', [a, b], { transB: 1 }), ['p', 'q']);
  });
  const projectModel = await open((writer) => {
    const { a, b } = blocks(writer);
    const parts = writer.node('Gemm', [a, b], { transB: 1 });
    writer.output('parts', parts, ['p', 'q']);
    writer.output('left', writer.node('Sub', [a, writer.node('Gemm', [parts, b])]), ['p', 'n']);
  });
  const separateModel = await open((writer) => {
    const { a, b } = blocks(writer);
    const once = writer.node('Gemm', [a, b], { transB: 1 });
    const rest = writer.node('Sub', [a, writer.node('Gemm', [once, b])]);
    const again = writer.node('Gemm', [rest, b], { transB: 1 });
    const left = writer.node('Sub', [rest, writer.node('Gemm', [again, b])]);
    writer.output('parts', writer.node('Add', [once, again]), ['p', 'q']);
    writer.output('left', left, ['p', 'n']);
    writer.output('gram', writer.node('Gemm', [left, left], { transB: 1 }), ['p', 'p']);
  });
  const combineModel = await open((writer) => {
    const weights = writer.input('weights', ['p', 'q']);
    const b = writer.input('b', ['q', 'n']);
    writer.output('sum', writer.node('Gemm', [weights, b]), ['p', 'n']);
  });
  const tensor = (data: Numbers, count: number): Tensor => {
    const shape = [count, data.length / count];
    return data instanceof Float32Array
      ? new runtime.Tensor('float32', data, shape)
      : new runtime.Tensor('float64', data, shape);
  };
  const weighted = (weights: Float64Array, count: number): Tensor =>
    tensor(precision === 'float32' ? toFloat32(weights) : weights, count);
  const fed = (a: Block<Numbers>, b: Block<Numbers>): Record<string, Tensor> => ({
    a: tensor(a.data, a.count),
    b: tensor(b.data, b.count),
  });
  return {
    rounding: ROUNDING[precision],
    zeros: (length) => (precision === 'float32' ? new Float32Array(length) : new Float64Array(length)),
    inner: async (a, b) => toFloat64(numbers(await run(innerModel, fed(a, b)), 'parts')),
    async project(a, basis) {
      const results = await run(projectModel, fed(a, basis));
      return {
        parts: toFloat64(numbers(results, 'parts')),
        left: { data: numbers(results, 'left'), count: a.count },
      };
    },
    async separate(a, basis) {
      const results = await run(separateModel, fed(a, basis));
      return {
        parts: toFloat64(numbers(results, 'parts')),
        left: { data: numbers(results, 'left'), count: a.count },
        gram: toFloat64(numbers(results, 'gram')),
      };
    },
    async combine(weights, b) {
      const count = weights.length / b.count;
      const results = await run(combineModel, {
        weights: weighted(weights, count),
        b: tensor(b.data, b.count),
      });
      return { data: numbers(results, 'sum'), count };
    },
  };
}

function blocks(writer: GraphWriter): { readonly a: string; readonly b: string } {
  return { a: writer.input('a', ['p', 'n']), b: writer.input('b', ['q', 'n']) };
}

type Results = Awaited<ReturnType<InferenceSession['run']>>;

async function run(session: InferenceSession, feeds: Record<string, Tensor>): Promise<Results> {
  try {
    return await session.run(feeds);
  } catch (error) {
    throw translated('multiplying vectors', error);
  }
}

function numbers(results: Results, name: string): Numbers {
  const data = results[name]?.data;
  if (data instanceof Float64Array || data instanceof Float32Array) return data;
  throw new EngineError('onnx', `ONNX Runtime returned no ${name} of a product of vectors.`);
}
