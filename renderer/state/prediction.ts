import { predict } from '../../app/dynamics/predict.ts';
import { knownSharpness } from '../../app/dynamics/start-sharpness.ts';
import { batchSize } from '../../app/experiment/batch.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { estimateMemory, totalBytes } from '../../app/experiment/memory.ts';
import { gradientEvaluations } from '../../app/experiment/optimizer-rules.ts';
import { dataShape } from '../../app/experiment/size.ts';

/** Something that can be said of an experiment before a step is run. */
export interface Prediction {
  readonly title: string;
  readonly formula: string;
  readonly value: number;
  /** Where theory holds; null where it is no theory. */
  readonly regime: string | null;
  /** What the value counts; a plain number where there is none. */
  readonly unit?: 'bytes';
}

/** What theory says of an experiment, and what it costs. */
export function predictions(experiment: Experiment): readonly Prediction[] {
  const { objective, optimizer, steps } = experiment;
  const batch = batchSize(experiment);
  const each = gradientEvaluations(optimizer);
  const known = objective.kind !== 'network' || dataShape(objective.data) !== null;
  return [
    ...theory(experiment),
    {
      title: 'gradient evaluations',
      formula: batch === null ? `${each} a step` : `${each} a step, of ${batch} examples`,
      value: steps * each,
      regime: null,
    },
    {
      title: known ? 'memory, about' : 'memory, at least',
      formula: 'parameters, data, activations',
      value: totalBytes(estimateMemory(experiment, experiment.backend)),
      regime: null,
      unit: 'bytes',
    },
  ];
}

/** What theory says with the λ₁ that is known, which may be that of the start. */
function theory(experiment: Experiment): readonly Prediction[] {
  const known = knownSharpness(experiment);
  if (known?.where !== 'at the start') return predict(experiment);
  return predict(experiment, [known.sharpness]).map((one) =>
    one.title === 'sharpness' ? { ...one, title: 'sharpness at the start' } : one,
  );
}
