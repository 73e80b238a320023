import type { Experiment } from '../../app/experiment/experiment.ts';

/** ρ offered where an experiment under GD is to be run under SAM too: the radius most papers begin with (docs/theory.md, C). */
export const DEFAULT_RADIUS = 0.05;

/**
 * The same experiment under GD and under SAM: they differ in the optimizer only, and so share start and data. SAM keeps its own radius and ε
 * where the experiment has them; `radius` is taken where it is GD.
 */
export function pairOf(written: unknown, experiment: Experiment, radius: number): readonly unknown[] {
  const { optimizer, name } = experiment;
  const file = typeof written === 'object' && written !== null ? written : {};
  const { stepSize, momentum, batch } = optimizer;
  const gd = { kind: 'gd', stepSize, momentum, batch };
  const sam = optimizer.kind === 'sam' ? optimizer : { kind: 'sam', stepSize, radius, momentum, batch };
  return [
    { ...file, name: named(name, 'GD'), optimizer: gd },
    { ...file, name: named(name, 'SAM'), optimizer: sam },
  ];
}

/** A name that says its optimizer goes on to say so truly. */
function named(name: string, word: string): string {
  return name.replace(/\b(GD|SAM)\b/g, word);
}
