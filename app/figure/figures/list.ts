import type { Figure } from '../figure.ts';
import { alignment } from './alignment.ts';
import { ascentParts } from './ascent-parts.ts';
import { cycleDistance } from './cycle-distance.ts';
import { difference } from './difference.ts';
import { distance } from './distance.ts';
import { drift } from './drift.ts';
import { events } from './events.ts';
import { flow } from './flow.ts';
import { flowDistance } from './flow-distance.ts';
import { gauge } from './gauge.ts';
import { gradientNorm } from './gradient-norm.ts';
import { loss } from './loss.ts';
import { oscillation } from './oscillation.ts';
import { phasePortrait } from './phase-portrait.ts';
import { ratio } from './ratio.ts';
import { sharpnessAgainstLoss } from './sharpness-against-loss.ts';
import { sharpnessChange } from './sharpness-change.ts';
import { sharpness } from './sharpness.ts';
import { sliceGradient, slicePlane } from './plane-slice.ts';
import { slice } from './slice.ts';
import { spectrum } from './spectrum.ts';

/** The figures of a comparison, in the order they stand on the page; those that have nothing of any run are left out. */
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
  difference,
  ratio,
  distance,
  phasePortrait,
  sharpnessAgainstLoss,
  spectrum,
  slice,
  slicePlane,
  sliceGradient,
  flow,
  events,
];
