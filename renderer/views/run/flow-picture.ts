import type { Run } from '../../../app/run/run.ts';
import type { Flow } from '../../../app/study/flow.ts';
import type { Picture } from '../learn/lesson.ts';

/** How far a run is from its gradient flow at the steps it keeps, as far as the flow was followed. */
export function flowPicture({ experiment }: Run, { step, distance }: Flow): Picture {
  const isFollowed = (_: number, index: number): boolean => Number.isFinite(distance[index]);
  return {
    title: 'Distance from the gradient flow, at the kept steps',
    formula: '‖w_t − w(ηt)‖, W; ẇ = −∇ℓ(w) from w₀',
    scale: 'linear',
    holds: 'zero',
    curves: [
      {
        under: experiment.optimizer.kind === 'gd' ? 'gd' : 'sam',
        symbol: 'distance',
        role: 'value',
        step: step.filter(isFollowed),
        value: distance.filter(isFollowed),
      },
    ],
  };
}
