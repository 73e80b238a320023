import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import { parseExperiment } from '../../../app/experiment/parse.ts';
import type { Problem } from '../../../app/run/run.ts';

/** The smallest experiment of each kind of objective. */
export const quadratic = {
  version: 1,
  objective: { kind: 'quadratic', eigenvalues: [1, 0.5] },
  optimizer: { kind: 'gd', stepSize: 0.5 },
  steps: 10,
};
export const expression = {
  ...quadratic,
  objective: { kind: 'expression', variables: ['x', 'y'], formula: '0.5*(1+y^2)*x^2', start: [1, 2] },
};
export const network = {
  ...quadratic,
  objective: {
    kind: 'network',
    network: { kind: 'mlp', hidden: [50, 50] },
    data: { kind: 'chebyshev' },
  },
};

/** Experiments of the presets, as written. */
export function presetExperiments(): unknown[] {
  const folder = join(import.meta.dirname, '../../../resources/presets');
  return readdirSync(folder).flatMap((file) => {
    const preset = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { experiments: unknown[] };
    return preset.experiments;
  });
}

export function experimentOf(written: unknown): Experiment {
  const parsed = parseExperiment(written);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.experiment;
}

export function problemsOf(written: unknown): readonly Problem[] {
  const parsed = parseExperiment(written);
  return 'problems' in parsed ? parsed.problems : [];
}

/** `place: message` of every problem. */
export function saidOf(written: unknown): string[] {
  return problemsOf(written).map(({ place, message }) => `${place}: ${message}`);
}
