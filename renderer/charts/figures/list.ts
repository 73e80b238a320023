import type { Figure } from '../figure.ts';
import { gradientNorm } from './gradient-norm.ts';
import { loss } from './loss.ts';
import { oscillation } from './oscillation.ts';
import { sharpness } from './sharpness.ts';

/** The figures of a comparison, in the order they stand on the page. */
export const figures: readonly Figure[] = [sharpness, oscillation, loss, gradientNorm];
