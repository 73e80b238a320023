import type { Figure } from '../figure.ts';
import { alignment } from './alignment.ts';
import { ascentParts } from './ascent-parts.ts';
import { cycleDistance } from './cycle-distance.ts';
import { drift } from './drift.ts';
import { flowDistance } from './flow-distance.ts';
import { gauge } from './gauge.ts';
import { gradientNorm } from './gradient-norm.ts';
import { loss } from './loss.ts';
import { oscillation } from './oscillation.ts';
import { sharpnessChange } from './sharpness-change.ts';
import { sharpness } from './sharpness.ts';

/** The figures of a comparison, in the order they stand on the page; those without a curve of any run are left out. */
export const figures: readonly Figure[] = [
  sharpness,
  oscillation,
  loss,
  gradientNorm,
  gauge,
  alignment,
  cycleDistance,
  drift,
  sharpnessChange,
  ascentParts,
  flowDistance,
];
