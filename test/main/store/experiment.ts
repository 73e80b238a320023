import * as v from 'valibot';
import { Experiment } from '../../../app/experiment/experiment.ts';

/** SAM on a quadratic, complete. */
export const experiment = v.parse(Experiment, {
  version: 1,
  objective: { kind: 'quadratic', eigenvalues: [1, 0.5] },
  optimizer: { kind: 'sam', stepSize: 0.5, radius: 0.05 },
  steps: 1000,
});
