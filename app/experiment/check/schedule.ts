import * as v from 'valibot';
import type { Problem } from '../../run/run.ts';
import { common, radius } from '../../optimizer/settings.ts';
import type { Scheduled } from '../schedule.ts';
import { contradiction, when } from './check.ts';

const { stepSize } = common;

/** Schedules whose parts do not fit together. */
export const scheduleChecks = [
  when({ optimizer: v.object({ stepSize }) }, ({ optimizer }) =>
    scheduleProblems('optimizer.stepSize', optimizer.stepSize),
  ),
  when({ optimizer: v.object({ radius }) }, ({ optimizer }) =>
    scheduleProblems('optimizer.radius', optimizer.radius),
  ),
];

function scheduleProblems(place: string, setting: Scheduled): Problem[] {
  if (typeof setting === 'number') return [];
  switch (setting.kind) {
    case 'warm-up':
      return [];
    case 'cosine': {
      const { steps, warmUp } = setting;
      if (warmUp < steps) return [];
      return [
        contradiction(
          `${place}.warmUp`,
          `Expected less than ${steps}, the steps of the schedule, got ${warmUp}.`,
        ),
      ];
    }
    case 'piecewise': {
      const { values, at } = setting;
      const falling = at.flatMap((step, i) => {
        const last = at[i - 1];
        if (last === undefined || step > last) return [];
        return [
          contradiction(`${place}.at[${i}]`, `Expected a step after ${last}, the one before, got ${step}.`),
        ];
      });
      if (values.length === at.length + 1) return falling;
      const message = `Expected ${at.length + 1} numbers, one more than steps at which they change, got ${values.length}.`;
      return [contradiction(`${place}.values`, message), ...falling];
    }
  }
}
