import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { Data, type LinearTeacher } from '../data.ts';
import { NetworkObjective } from '../experiment.ts';
import { blockMisfit } from '../image.ts';
import { dataShape } from '../size.ts';
import { atMost, contradiction, repeatedNames, when } from './check.ts';

const DIGITS = 1797; // rows of the set

const { kind, network, loss } = NetworkObjective.entries;
const data = Data;

/** Contradictions inside a network's objective. */
export const networkChecks = [
  when({ objective: v.object({ kind, data }) }, ({ objective }) => dataProblems(objective.data)),
  when({ objective: v.object({ kind, data, loss }) }, ({ objective }) => lossProblems(objective)),
  when({ objective: v.object({ kind, network, data }) }, ({ objective }) => imageProblems(objective)),
];

function dataProblems(data: Data): Problem[] {
  if (data.kind === 'csv' && typeof data.target !== 'string')
    return repeatedNames('objective.data.target', data.target, 'columns');
  if (data.kind === 'linear-teacher') return teacherProblems(data);
  if (data.kind !== 'digits' || data.train + data.test <= DIGITS) return [];
  const { train, test } = data;
  return [
    contradiction(
      'objective.data.test',
      `Expected train and test together at most ${DIGITS}, got ${train} and ${test}.`,
    ),
  ];
}

/** A teacher that reads more inputs than there are, or is of a rank that it cannot have. */
function teacherProblems({ dimension, outputs, sparsity, rank }: LinearTeacher): Problem[] {
  const read = sparsity === 'all' ? dimension : sparsity;
  return [
    ...atMost('objective.data.sparsity', read, dimension, 'the number of inputs'),
    ...(rank === 'full'
      ? []
      : atMost(
          'objective.data.rank',
          rank,
          Math.min(read, outputs),
          'the fewer of the outputs and the inputs that the teacher reads',
        )),
  ];
}

function lossProblems({ data, loss }: Pick<NetworkObjective, 'data' | 'loss'>): Problem[] {
  if (loss !== 'cross-entropy' || mayBeClasses(data)) return [];
  const reason =
    data.kind === 'csv' ? 'several target columns are numbers' : `the targets of ${data.kind} are numbers`;
  return [
    contradiction(
      'objective.loss',
      `Expected "half-squared-error" or "mean-squared-error": cross-entropy needs classes, and ${reason}.`,
    ),
  ];
}

/** One column of a table may hold labels: only its file tells. */
function mayBeClasses(data: Data): boolean {
  return data.kind === 'csv' ? [data.target].flat().length === 1 : (dataShape(data)?.classes ?? true);
}

/** A convolutional network takes images, and none too small for its blocks; of which size those of a file are only the file tells. */
function imageProblems({ network, data }: Pick<NetworkObjective, 'network' | 'data'>): Problem[] {
  if (network.kind !== 'cnn' || data.kind === 'idx') return [];
  const image = dataShape(data)?.image;
  if (!image)
    return [
      contradiction(
        'objective.data.kind',
        `Expected "digits", "fashion-mnist" or "idx": a cnn needs images, got "${data.kind}".`,
      ),
    ];
  const misfit = blockMisfit(image, network.blocks);
  return misfit ? [contradiction(`objective.network.${misfit.place}`, misfit.message)] : [];
}
