import { add, div, input, mul, norm, sub } from '../../../../main/engine/graph/build.ts';
import { forward } from '../../../../main/engine/graph/forward.ts';
import type { Module } from '../../../../main/engine/graph/program.ts';
import { reverse } from '../../../../main/engine/graph/reverse.ts';
import { size, type Shape, type Tensor } from '../../../../main/engine/graph/tensor.ts';
import { flatten, unflatten } from '../../../../main/engine/parameters.ts';

/** ℓ, ∇ℓ, ∇²ℓ·v, D³ℓ(v,v,·) and a step of SAM of a loss of some layers, over the variables `w` and `v`, flat. */
export function derivativesModule(
  loss: (layers: readonly Tensor[]) => Tensor,
  shapes: readonly Shape[],
): Module {
  const named = shapes.map((shape, i) => ({ name: `${i}`, shape }));
  const count = shapes.reduce((total, shape) => total + size(shape), 0);
  const w = input('w', [count]);
  const layers = unflatten(w, named);
  const along = unflatten(input('v', [count]), named);
  const value = loss(layers);
  const gradient = reverse(value, layers);
  const [slope] = forward([value], layers, along);
  const [curvature] = forward([slope!], layers, along);
  const g = flatten(reverse(loss(layers), layers));
  const above = unflatten(add(w, mul(div(0.05, norm(g)), g)), named);
  const next = sub(w, mul(0.1, flatten(reverse(loss(above), above))));
  return {
    variables: { w: [count], v: [count] },
    programs: {
      derivatives: {
        inputs: {},
        outputs: {
          loss: value,
          gradient: flatten(gradient),
          hessianVector: flatten(forward(gradient, layers, along)),
          thirdDerivative: flatten(reverse(curvature!, layers)),
        },
        updates: {},
      },
      sam: { inputs: {}, outputs: { loss: value, gradientNorm: norm(g) }, updates: { w: next } },
    },
  };
}
