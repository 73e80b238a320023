import { bodyInputPlace, type Accumulation } from '../../../graph/primitive/accumulate.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { valueAt } from '../../lowering.ts';
import { Schedule } from '../../schedule.ts';
import type { Context } from '../compiled.ts';
import { GraphWriter } from '../graph-writer.ts';
import { rowAt, writeWhile } from '../while.ts';
import { lower } from './lower.ts';
import { int32, type TensorflowLowering } from './lowering.ts';

/** A StatelessWhile that carries the sum, and through which the inputs go. Its body takes its slices by the number of its turn. */
export function lowerAccumulate(
  { inputs, shape }: Tensor,
  { count, sliced, body }: Accumulation['operation'],
  context: Context,
): TensorflowLowering {
  const program = { inputs: {}, outputs: { body }, updates: {} };
  const schedule = new Schedule(program, (tensor) => lower(tensor, context));
  return {
    operands: inputs,
    write: (writer, values) => {
      const inside = new GraphWriter(writer.precision, 'n', 'function');
      const type = writer.precision;
      const valueOf = schedule.write({
        fedAs: (name) => {
          const place = bodyInputPlace(name);
          return place < sliced ? rowAt(inside, `k${place}`) : `k${place}`;
        },
        writerOf: () => inside,
      });
      const sum = inside.node('AddV2', ['sum', valueOf(body, inside)]);
      const zero = writer.node('Fill', [writer.integers(shape), writer.number(0)], { index_type: int32 });
      const total = writeWhile(context, writer, inside, writer.integer(count), [
        { name: 'sum', type, first: zero, next: sum },
        ...inputs.map((_, place) => ({
          ...{ name: `k${place}`, type, first: valueAt(values, place), next: `k${place}` },
        })),
      ]);
      return total(0);
    },
  };
}
