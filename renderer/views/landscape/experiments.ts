import { parseExperiment } from '../../../app/experiment/parse.ts';
import type { Problem } from '../../../app/run/run.ts';
import type { LandscapeAddress } from '../../state/landscape-address.ts';

/** What of a landscape a run needs. */
export type Shown = Pick<LandscapeAddress, 'formula' | 'start' | 'stepSize' | 'radius' | 'steps'>;

/** A setting that has a field of its own. */
export type Setting = 'formula' | 'x' | 'y' | 'stepSize' | 'radius' | 'steps';

/** Steps a path is followed for in the view; a run may take more. */
export const MOST_STEPS = 10_000;
const MEASUREMENTS = 200;

/** GD and SAM from the landscape's start as experiment files. */
export function experimentsOf({ formula, start, stepSize, radius, steps }: Shown): readonly unknown[] {
  const every = 2 * Math.floor(steps / MEASUREMENTS / 2) + 1; // odd: an even stride sees one side of the bounce only
  const shared = {
    version: 1,
    objective: { kind: 'expression', variables: ['x', 'y'], formula, start },
    steps,
    measure: { sharpness: { every }, drift: true },
  };
  const title = formula.length > 40 ? `${formula.slice(0, 40)}…` : formula;
  return [
    { ...shared, name: `GD on ${title}`, optimizer: { kind: 'gd', stepSize } },
    { ...shared, name: `SAM on ${title}`, optimizer: { kind: 'sam', stepSize, radius } },
  ];
}

/** Where each setting stands in an experiment file. */
const places: Record<Setting, string> = {
  formula: 'objective.formula',
  x: 'objective.start[0]',
  y: 'objective.start[1]',
  stepSize: 'optimizer.stepSize',
  radius: 'optimizer.radius',
  steps: 'steps',
};

/** All that keeps a landscape from being run. */
export function problemsOf(shown: Shown): readonly Problem[] {
  const parsed = parseExperiment(experimentsOf(shown)[1]);
  return 'problems' in parsed ? parsed.problems : [];
}

/** What is wrong with one setting, in a sentence; null where nothing is. */
export function settingProblem(shown: Shown, setting: Setting): string | null {
  if (setting === 'steps' && shown.steps > MOST_STEPS)
    return `Expected at most ${MOST_STEPS.toLocaleString('en-US')} steps here, got ${shown.steps.toLocaleString('en-US')}; an experiment may have more.`;
  const found = problemsOf(shown).filter(({ place }) => place === places[setting]);
  return found.length === 0 ? null : found.map(({ message }) => message).join(' ');
}

/** Why no path can begin at the start; null where one can, or the formula itself is wrong. */
export function startProblem(shown: Shown): string | null {
  return problemsOf(shown).find(({ place }) => place === 'objective.start')?.message ?? null;
}
