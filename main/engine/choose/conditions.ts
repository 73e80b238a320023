import { availableParallelism, cpus } from 'node:os';
import process from 'node:process';
import { appVersion } from '../../app-version.ts';
import { installedLibraries } from '../execute/executors.ts';
import { gpuModels } from '../execute/tensorflow/gpu.ts';
import { shapeHash } from './shape-hash.ts';
import type { Task } from './open-way.ts';

/** Everything that decides what a step of a run takes on this machine: a figure holds as long as none of it changes. */
export function conditionsOf({ experiment, programs, threads }: Task): object {
  return {
    shape: shapeHash(programs.module),
    precision: experiment.precision,
    threads,
    machine: {
      platform: `${process.platform} ${process.arch}`,
      processor: cpus()[0]?.model ?? '',
      cores: availableParallelism(),
      gpus: gpuModels(),
    },
    versions: { ravine: appVersion(), node: process.versions.node, ...installedLibraries() },
  };
}
