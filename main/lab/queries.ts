import { availableParallelism, totalmem } from 'node:os';
import type { LabDescription } from '../../app/contract/contract.ts';
import type { Run } from '../../app/run/run.ts';
import { appVersion } from '../app-version.ts';
import { describeExecutors } from '../engine/execute/executors.ts';
import type { Store } from '../store/store.ts';
import type { Answers } from './answers.ts';
import { compareRuns } from './comparison.ts';

import { forkPoints } from './kept-parameters.ts';
import { keptStudies } from './kept-studies.ts';
import { readPresets } from './presets.ts';
import { refuse } from './problem.ts';

type Queries = Pick<
  Answers,
  | 'lab.describe'
  | 'presets.list'
  | 'runs.list'
  | 'runs.get'
  | 'runs.compare'
  | 'runs.events'
  | 'runs.studies'
  | 'runs.keptSteps'
  | 'series.read'
>;

/** The methods that change nothing. @param messages what the user should know of the lab beside the store's own. */
export function queries(store: Store, messages: readonly string[]): Queries {
  return {
    'lab.describe': () => describeLab(store, messages),
    'presets.list': () => readPresets(),
    'runs.list': () => store.listRuns(),
    'runs.get': ({ id }) => ({ ...knownRun(store, id), series: store.listSeries(id) }),
    'runs.compare': ({ ids }) =>
      compareRuns(
        store,
        ids.map((id) => knownRun(store, id)),
      ),
    'runs.keptSteps': ({ id }) => forkPoints(store, knownRun(store, id)).map(({ step }) => step),
    'runs.events': ({ id }) => store.readEvents(knownRun(store, id).id),
    'runs.studies': ({ id }) => keptStudies(store, knownRun(store, id).id),
    'series.read': ({ series, from, to, buckets }) => {
      const request = {
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(buckets !== undefined && { buckets }),
      };
      return series.map((one) =>
        'id' in one
          ? { id: one.id, ...store.readSeries(one.id, one.name, request) }
          : { id: one.ids.join('+'), ...store.readCombined(one.ids, one.name, one.combined, request) },
      );
    },
  };
}

/** @throws LabError where there is no such run, or it is deleted. */
export function knownRun(store: Store, id: string): Run {
  const run = store.getRun(id);
  if (!run) throw refuse('unknown-run', `There is no run ${id} in the store ${store.file}.`);
  return run;
}

async function describeLab(store: Store, messages: readonly string[]): Promise<LabDescription> {
  return {
    version: appVersion(),
    node: process.versions.node,
    machine: {
      cores: availableParallelism(),
      memory: totalmem(),
      platform: `${process.platform} ${process.arch}`,
    },
    store: { file: store.file, readOnly: store.readOnly, messages: [...store.messages, ...messages] },
    backends: await describeExecutors(),
  };
}
