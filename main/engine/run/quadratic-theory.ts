import { cycle } from '../../../app/dynamics/cycle.ts';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import { plainSettings } from '../../../app/experiment/optimizer-rules.ts';
import { abs, concat, div, dot, mul, norm, reshape, slice, sub } from '../graph/build.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Objective } from '../objective/objective.ts';
import type { Evaluation } from '../optimizer/rule.ts';
import { unflatten } from '../parameters.ts';

/**
 * What theory follows of plain SAM on a quadratic, every step (theory.md section 2): the energy J = (‖w‖² − ηℓ)/(ηρ) − ‖g‖ where no eigenvalue is
 * negative, and the distance from the two-cycle where there is one. The cycle lies on the sphere of radius a in the space of all eigenvectors of
 * λ₁, which is a pair of points where λ₁ is simple.
 */
export function theoryOfQuadratic(
  { optimizer }: Experiment,
  { quadratic, layers }: Objective,
  { w, here, gradientNorm }: { readonly w: Tensor; readonly here: Evaluation; readonly gradientNorm: Tensor },
): Record<string, Tensor> {
  const settings = plainSettings(optimizer);
  if (!quadratic || !settings || settings.radius === 0) return {};
  const { eigenvalues } = quadratic;
  const { stepSize, radius } = settings;
  const [first = 0] = eigenvalues;
  const scalars: Record<string, Tensor> = {};
  if (eigenvalues.at(-1)! >= 0)
    scalars['energy'] = sub(div(sub(dot(w, w), mul(stepSize, here.loss)), stepSize * radius), gradientNorm);
  const bounce = cycle(stepSize, radius, first);
  if (!bounce) return scalars;
  const y = quadratic.coordinates(unflatten(w, layers));
  const n = eigenvalues.length;
  const leading = eigenvalues.filter((value) => value === first).length;
  const radial = reshape(abs(sub(norm(slice(y, [0], [leading])), bounce.amplitude)), [1]);
  scalars['cycleDistance'] = norm(
    leading === n ? radial : concat([radial, slice(y, [leading], [n - leading])], 0),
  );
  return scalars;
}
