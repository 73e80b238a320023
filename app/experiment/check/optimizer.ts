import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { Sharded } from '../../optimizer/m-sam.ts';
import { common } from '../../optimizer/settings.ts';
import { Objective } from '../experiment.ts';
import { examplesOf } from '../size.ts';
import { withoutExamples } from './batch.ts';
import { contradiction, when } from './check.ts';

const { momentum, nesterov, batch } = common;
const { kind, shard } = Sharded.entries;
const ofShards = v.object({ kind, shard, batch });

/** Nesterov's step without momentum, and shards of what has no examples, or too few. */
export const optimizerChecks = [
  when({ optimizer: v.object({ momentum, nesterov }) }, ({ optimizer }) =>
    optimizer.nesterov && optimizer.momentum === 0
      ? [
          contradiction(
            'optimizer.momentum',
            'Expected a number greater than 0, got 0: without momentum there is no Nesterov step.',
          ),
        ]
      : [],
  ),
  when({ objective: Objective, optimizer: ofShards }, ({ objective, optimizer }) =>
    shardProblems(objective, optimizer),
  ),
];

function shardProblems(objective: Objective, { shard, batch }: v.InferOutput<typeof ofShards>): Problem[] {
  const all = examplesOf(objective);
  if (all === 0)
    return [
      contradiction(
        'optimizer.kind',
        `Expected an optimizer without shards, such as "sam", got "m-sam": ${withoutExamples(objective)} has no examples.`,
      ),
    ];
  const examples = batch === 'full' ? all : batch;
  if (examples === null || shard <= examples) return [];
  return [
    contradiction('optimizer.shard', `Expected at most ${examples}, the examples of a step, got ${shard}.`),
  ];
}
