import type { Experiment } from '../../app/experiment/experiment.ts';
import type { Run } from '../../app/run/run.ts';

type Optimizer = Experiment['optimizer'];

/** SAM as its experiment holds it when complete. */
export function sam(stepSize: number, radius: number): Optimizer {
  return { kind: 'sam', stepSize, radius, epsilon: 'auto', momentum: 0, batch: 'full' };
}

/** A finished run of 3,000 steps on T₅, changed as asked. */
export function run(id: string, change: Partial<Run> = {}, experiment: Partial<Experiment> = {}): Run {
  return {
    id,
    name: `run ${id}`,
    status: 'finished',
    phase: null,
    experiment: {
      version: 1,
      name: `run ${id}`,
      seed: 1,
      objective: {
        kind: 'network',
        network: { kind: 'mlp', hidden: [50, 50], activation: 'tanh', init: 'glorot-normal', scale: 1 },
        data: { kind: 'chebyshev', degree: 5, points: 20 },
        loss: 'mean-squared-error',
      },
      optimizer: { kind: 'gd', stepSize: 0.05, momentum: 0, batch: 'full' },
      steps: 3000,
      precision: 'float64',
      backend: 'auto',
      threads: 'auto',
      chunk: 'auto',
      noise: 0,
      measure: { sharpness: { every: 50, count: 1, tolerance: 1e-3 } },
      stop: { gradientNorm: 0, lossFactor: 1e8 },
      ...experiment,
    },
    hash: id,
    startHash: 'start',
    fork: null,
    execution: null,
    step: 3000,
    seconds: 1.5,
    costs: null,
    summary: null,
    problem: null,
    note: '',
    tags: [],
    pinned: false,
    archived: false,
    createdAt: '2025-03-01T12:00:00Z',
    startedAt: null,
    endedAt: null,
    appVersion: '0.1.0',
    ...change,
  };
}
