import type { Algebra, Block } from '../../curvature/algebra.ts';
import { EngineError } from '../../problem.ts';
import { GraphWriter } from './graph-writer.ts';
import { encodeModel } from './proto.ts';
import { loadRuntime, translated, type InferenceSession, type Tensor } from './runtime.ts';
import { sessionOptions } from './session-options.ts';

/**
 * Products of blocks by ONNX Runtime's matrix products, five to ten times as fast as loops of this process on 200,000 parameters
 * (docs/performance.md). A block is handed over without a copy.
 * @throws EngineError `backend-missing`
 */
export async function openOnnxAlgebra(threads: number): Promise<Algebra> {
  const runtime = await loadRuntime();
  const open = async (write: (writer: GraphWriter) => void): Promise<InferenceSession> => {
    const writer = new GraphWriter('float64', 't');
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
  const combineModel = await open((writer) => {
    const weights = writer.input('weights', ['p', 'q']);
    const b = writer.input('b', ['q', 'n']);
    writer.output('sum', writer.node('Gemm', [weights, b]), ['p', 'n']);
  });
  const tensor = (data: Float64Array, count: number): Tensor =>
    new runtime.Tensor('float64', data, [count, data.length / count]);
  const fed = (a: Block, b: Block): Record<string, Tensor> => ({
    a: tensor(a.data, a.count),
    b: tensor(b.data, b.count),
  });
  return {
    inner: async (a, b) => numbers(await run(innerModel, fed(a, b)), 'parts'),
    async project(a, basis) {
      const results = await run(projectModel, fed(a, basis));
      return { parts: numbers(results, 'parts'), left: { data: numbers(results, 'left'), count: a.count } };
    },
    async combine(weights, b) {
      const count = weights.length / b.count;
      const results = await run(combineModel, {
        weights: tensor(weights, count),
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

function numbers(results: Results, name: string): Float64Array {
  const data = results[name]?.data;
  if (!(data instanceof Float64Array))
    throw new EngineError('onnx', `ONNX Runtime returned no ${name} of a product of vectors.`);
  return data;
}
