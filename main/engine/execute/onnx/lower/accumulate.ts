import type { Precision } from '../../../../../app/experiment/experiment.ts';
import { bodyInputPlace, type Accumulation } from '../../../graph/primitive/accumulate.ts';
import type { Tensor } from '../../../graph/tensor.ts';
import { valueAt } from '../../lowering.ts';
import { Schedule } from '../../schedule.ts';
import { lower } from './lower.ts';
import type { OnnxLowering } from './lowering.ts';

/** A Loop that carries the sum. Its body takes its slices by their number and sees the shared values from inside. */
export function lowerAccumulate(
  { inputs, shape }: Tensor,
  { count, sliced, body }: Accumulation['operation'],
  precision: Precision,
): OnnxLowering {
  const program = { inputs: {}, outputs: { body }, updates: {} };
  const schedule = new Schedule(program, (tensor) => lower(tensor, precision, () => false));
  return {
    operands: inputs,
    write: (writer, values) => {
      const inside = writer.inside();
      const number = inside.enter('number', [], 'int64');
      const goesOn = inside.enter('goesOn', [], 'bool');
      const sum = inside.enter('sum', shape);
      const valueOf = schedule.write({
        fedAs: (name) => {
          const place = bodyInputPlace(name);
          const value = valueAt(values, place);
          return place < sliced ? inside.node('Gather', [value, number], { axis: 0 }) : value;
        },
        writerOf: () => inside,
      });
      inside.leave('goesOnStill', goesOn, [], 'bool');
      inside.leave('sumNow', inside.node('Add', [sum, valueOf(body, inside)]), shape);
      const zero = writer.number(0);
      const first = shape.length === 0 ? zero : writer.node('Expand', [zero, writer.integers(shape)]);
      const [total] = writer.loop([writer.integers([count]), writer.truth(), first], inside.graph(), 1);
      return total ?? '';
    },
  };
}
