import * as v from 'valibot';
import { scheduled } from '../experiment/schedule.ts';
import { flag, integer, number, orAuto } from '../experiment/value.ts';

/** How many of the training examples a step takes; "full": all. */
export const Batch = v.optional(
  v.union([v.literal('full'), integer({ min: 1 })], '"full" or a whole number at least 1'),
  'full',
);

/** η, β and the batch: settings that every optimizer has. */
export const common = {
  stepSize: scheduled({ above: 0 }),
  /** β of m ← βm + d, w ← w − ηm, d the optimizer's direction. */
  momentum: v.optional(number({ min: 0, below: 1 }), 0),
  /** w ← w − η(d + βm) instead. Without a default: an experiment written before it stays as it was when completed. */
  nesterov: v.optional(flag()),
  batch: Batch,
};

/** ρ; a schedule from 0 to ρ is GD that becomes the optimizer. */
export const radius = scheduled({ min: 0 });

/** ε; "auto": 0 for quadratics and expressions in float64, else 1e-12 (docs/theory.md section 1). */
export const epsilon = v.optional(orAuto(number({ min: 0 }), 'a finite number at least 0'), 'auto');
