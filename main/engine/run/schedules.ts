import type { Optimizer } from '../../../app/experiment/experiment.ts';
import { isSchedule, valueAt, type Scheduled } from '../../../app/experiment/schedule.ts';
import type { Values } from '../execute/executor.ts';
import { constant, input } from '../graph/build.ts';
import type { Shape, Tensor } from '../graph/tensor.ts';

/** Settings of an optimizer that may follow a schedule; so are called what programs are fed of them, and the series they are recorded as. */
type ScheduledName = 'stepSize' | 'radius';

/** A setting inside a program: a constant, or what is fed of its name for every step. ρ is 0 for optimizers without one. */
export function settingTensor(optimizer: Optimizer, name: ScheduledName): Tensor {
  const setting = settingOf(optimizer, name);
  return isSchedule(setting) ? input(name, []) : constant(setting);
}

/** Those of some settings that follow a schedule, with the shape of what is fed. */
export function scheduledShapes(
  optimizer: Optimizer,
  names: readonly ScheduledName[],
): Record<string, Shape> {
  return Object.fromEntries(scheduledAmong(optimizer, names).map((name) => [name, []]));
}

/** Their values at `count` steps from `first` on. */
export function scheduledValues(
  optimizer: Optimizer,
  names: readonly ScheduledName[],
  first: number,
  count = 1,
): Values {
  const valuesOf = (setting: Scheduled): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => valueAt(setting, first + row));
  return Object.fromEntries(
    scheduledAmong(optimizer, names).map((name) => [name, valuesOf(settingOf(optimizer, name))]),
  );
}

function scheduledAmong(optimizer: Optimizer, names: readonly ScheduledName[]): ScheduledName[] {
  return names.filter((name) => isSchedule(settingOf(optimizer, name)));
}

function settingOf(optimizer: Optimizer, name: ScheduledName): Scheduled {
  if (name === 'stepSize') return optimizer.stepSize;
  return optimizer.kind === 'gd' ? 0 : optimizer.radius;
}
