import type { Precision } from '../../../app/experiment/experiment.ts';

/** Where a window of held directions ends. */
export interface WindowEnd {
  /** ‖w − w_ref‖, w_ref the point the projections are relative to. */
  readonly distance: number;
  /** ‖w‖. */
  readonly size: number;
  readonly stepSize: number;
  /** λ₁ and ℓ as last known. */
  readonly sharpness: number;
  readonly loss: number;
}

const ROUNDING = {
  float64: { offset: 1e-14, value: 1e-16 },
  float32: { offset: 1e-6, value: 1e-7 },
};

/**
 * Below this δ is rounding: r‖w − w_ref‖ + s(‖w‖ + η√(2λ₁ℓ)) (docs/theory.md, section 5, and for the last term docs/series.md). The terms of
 * a gradient that cancel in it are of the size √(2λ₁ℓ), which bounds ‖∇ℓ‖ of a loss that is not negative: their rounding moves w by s·η√(2λ₁ℓ).
 */
export function oscillationFloor(precision: Precision, end: WindowEnd): number {
  const { offset, value } = ROUNDING[precision];
  const gradient = Math.sqrt(2 * Math.abs(end.sharpness * end.loss));
  return (
    offset * end.distance + value * (end.size + end.stepSize * (Number.isFinite(gradient) ? gradient : 0))
  );
}
