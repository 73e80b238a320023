import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import { buildObjective } from '../../../main/engine/objective/build.ts';
import { splitValues } from '../../../main/engine/parameters.ts';
import { directionOf } from '../networks/direction.ts';

/**
 * Writes start, direction and data of an experiment with SAM on a network where the peers read them (peers/case.py).
 * @param loop SAM steps of one call
 * @returns the folder; `removeCase` removes it
 */
export async function writeCase(experiment: Experiment, loop: number): Promise<string> {
  const { objective: written, optimizer, measure, steps } = experiment;
  if (written.kind !== 'network' || optimizer.kind !== 'sam')
    throw new TypeError('Peers are compared on networks, by SAM.');
  const objective = await buildObjective(experiment);
  const layers = splitValues(objective.start, objective.layers);
  const direction = splitValues(directionOf(objective.start.length), objective.layers);
  const arrays = [
    ...layers,
    ...direction.map((array) => ({ ...array, name: `direction/${array.name}` })),
    ...objective.data.map((array) => ({ ...array, name: array.name.replace('data/', '') })),
  ];
  const description = {
    network: written.network,
    loss: written.loss,
    stepSize: optimizer.stepSize,
    radius: optimizer.radius,
    loop,
    steps,
    every: measure.sharpness.every,
    tolerance: measure.sharpness.tolerance,
    layers: layers.map(({ name }) => name),
    arrays: arrays.map(({ name, shape }) => [name, shape]),
  };
  const folder = mkdtempSync(join(tmpdir(), 'ravine-case-'));
  writeFileSync(join(folder, 'case.json'), JSON.stringify(description));
  const bytes = arrays.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  writeFileSync(join(folder, 'values.f64'), Buffer.concat(bytes));
  return folder;
}

export function removeCase(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
