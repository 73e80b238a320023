import { size, type Tensor } from '../../../graph/tensor.ts';
import { elementTypes } from '../proto.ts';
import { valueAt, type Value } from '../../lowering.ts';
import type { GraphWriter } from '../graph-writer.ts';
import type { OnnxLowering } from './lowering.ts';

const whole = (writer: GraphWriter, value: Value): Value =>
  writer.node('Cast', [value], { to: elementTypes.int64 });

export function lowerGather(tensor: Tensor): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) =>
      writer.node('Gather', [valueAt(values, 0), whole(writer, valueAt(values, 1))], { axis: 0 }),
  };
}

/** ScatterElements, which adds in the order of the values; over a matrix [indices, the rest]. */
export function lowerScatter(tensor: Tensor, rows: number): OnnxLowering {
  const count = size(tensor.inputs[0]?.shape ?? []);
  const width = size(tensor.shape.slice(1));
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const shape = writer.integers([count, width]);
      const column = writer.node('Reshape', [valueAt(values, 0), writer.integers([count, 1])]);
      const indices = writer.node('Expand', [whole(writer, column), shape]);
      const updates = writer.node('Reshape', [valueAt(values, 1), shape]);
      const table = writer.node('Expand', [writer.number(0), writer.integers([rows, width])]);
      const sums = writer.node('ScatterElements', [table, indices, updates], { axis: 0, reduction: 'add' });
      return writer.node('Reshape', [sums, writer.integers(tensor.shape)]);
    },
  };
}

/** The indices against 0, 1, 2, …: OneHot itself has no float64 kernel. */
export function lowerOneHot(tensor: Tensor, depth: number): OnnxLowering {
  return {
    operands: tensor.inputs,
    write: (writer, values) => {
      const column = writer.node('Reshape', [
        valueAt(values, 0),
        writer.integers([...tensor.shape.slice(0, -1), 1]),
      ]);
      const positions = writer.numbers(
        Float64Array.from({ length: depth }, (_, i) => i),
        [depth],
      );
      return writer.node('Cast', [writer.node('Equal', [column, positions])], {
        to: elementTypes[writer.precision],
      });
    },
  };
}
