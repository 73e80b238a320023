import type { Experiment } from '../../app/experiment/experiment.ts';
import { optimizerRules } from '../../app/experiment/optimizer-rules.ts';

/** ρ offered where an experiment under GD is to be run under SAM too: the radius most papers begin with (docs/theory.md, C). */
export const DEFAULT_RADIUS = 0.05;

/**
 * The same experiment under GD and under its own optimizer, or SAM where that is GD: they differ in the optimizer only, and so share start and data.
 * `radius` is that of SAM where the experiment has GD.
 */
export function pairOf(written: unknown, experiment: Experiment, radius: number): readonly unknown[] {
  const { optimizer, name } = experiment;
  const file = typeof written === 'object' && written !== null ? written : {};
  const { stepSize, momentum, nesterov, batch } = optimizer;
  const shared = { stepSize, momentum, ...(nesterov ? { nesterov } : {}), batch };
  const other = optimizer.kind === 'gd' ? { ...shared, kind: 'sam' as const, radius } : optimizer;
  return [
    { ...file, name: named(name, 'GD'), optimizer: { ...shared, kind: 'gd' } },
    { ...file, name: named(name, optimizerRules[other.kind].name), optimizer: other },
  ];
}

const NAMES = Object.values(optimizerRules)
  .map(({ name }) => name)
  .sort((a, b) => b.length - a.length); // a longer name before the one it ends in

/** A name that says its optimizer goes on to say so truly. */
function named(name: string, word: string): string {
  return name.replace(new RegExp(`(?<![\\w-])(${NAMES.join('|')})(?![\\w-])`, 'g'), word);
}
