import { bodyInputPlace, type Accumulation } from '../../../graph/primitive/accumulate.ts';
import { size } from '../../../graph/tensor.ts';
import { zerosLike } from '../float-array.ts';
import { planOf } from '../plan.ts';
import type { Bind } from './kernel.ts';

/** A body's values summed over slices, in float64. The body has kernels and buffers of its own; its slices are copied into their place one by one. */
export function bindAccumulate({ count, sliced, body }: Accumulation['operation']): Bind {
  return (_node, inputs, out) => {
    const given = inputs.map((values, place) =>
      place < sliced ? zerosLike(values.subarray(0, values.length / count)) : values,
    );
    const precision = out instanceof Float32Array ? 'float32' : 'float64';
    const { kernels, bufferOf } = planOf([body], (name) => given[bodyInputPlace(name)], precision);
    const value = bufferOf(body);
    const totals = new Float64Array(size(body.shape));
    return () => {
      totals.fill(0);
      for (let k = 0; k < count; k++) {
        for (let place = 0; place < sliced; place++) {
          const slice = given[place]!;
          slice.set(inputs[place]!.subarray(k * slice.length, (k + 1) * slice.length));
        }
        for (const kernel of kernels) kernel();
        for (let i = 0; i < totals.length; i++) totals[i]! += value[i]!;
      }
      out.set(totals);
    };
  };
}
