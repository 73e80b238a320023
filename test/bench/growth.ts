import type { Bench } from './bench.ts';
import { growthTable, type Growth } from './growth/growth-table.ts';
import { growingExamples, growingParameters, growingSteps } from './growth/experiments.ts';
import { runTime, stepTime, peakMemory } from './growth/costs.ts';

const directions: readonly Growth[] = [
  {
    name: 'parameters',
    title: 'SAM step against parameters: 20-h-h-10, 100 examples, float32',
    sizes: growingParameters,
    measure: stepTime,
  },
  {
    name: 'examples',
    title: 'SAM step against examples: 20-32-32-32-10, float32',
    sizes: growingExamples,
    measure: stepTime,
  },
  {
    name: 'steps',
    title: 'Whole run, stored, against steps: 1-50-50-1, 20 points, float32, λ₁ every 51 steps',
    sizes: growingSteps,
    measure: runTime,
  },
  {
    name: 'memory-parameters',
    title: 'Peak memory of the engine’s process against parameters, λ₁ measured',
    sizes: growingParameters,
    measure: peakMemory,
  },
  {
    name: 'memory-examples',
    title: 'Peak memory of the engine’s process against examples, λ₁ measured',
    sizes: growingExamples,
    measure: peakMemory,
  },
];

/** How time and memory grow with parameters, examples and steps: the exponent at the large end. */
export const bench: Bench = {
  name: 'growth',
  rows: directions.map(({ name }) => name),
  run: async (report, rows) => {
    for (const growth of directions.filter(({ name }) => rows.includes(name)))
      report.table(await growthTable(growth, report.progress));
  },
};
