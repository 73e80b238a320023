import type { Run } from '../run/run.ts';
import type { Abscissa } from './abscissa.ts';
import type { Appearance } from './appearance.ts';
import type { FigureCurve, StepFigure } from './figure.ts';
import { MOST_SUBJECTS } from './grouping.ts';
import { ownerOf, pair, type Pair, type SourceLine, type Subject } from './subject.ts';

/** What all others are compared with: what holds the run that was chosen, else the first. */
export function referenceOf(subjects: readonly Subject[], against: string | null): Subject | null {
  return subjects.find(({ runs }) => runs.some(({ id }) => id === against)) ?? subjects[0] ?? null;
}

/**
 * Every run that is drawn beside the reference; where that is several seeds beside its run of the same seed, and not at all where it has none. At most
 * `MOST_SUBJECTS`.
 */
export function pairsOf(subjects: readonly Subject[], against: string | null): readonly Pair[] {
  const reference = referenceOf(subjects, against);
  if (!reference) return [];
  const partner = (run: Run): Run | undefined =>
    reference.runs.length === 1
      ? reference.runs[0]
      : reference.runs.find(({ experiment }) => experiment.seed === run.experiment.seed);
  return subjects
    .filter((subject) => subject !== reference)
    .flatMap(({ runs }) =>
      runs.flatMap((run) => {
        const beside = partner(run);
        return beside ? [pair(run, beside)] : [];
      }),
    )
    .slice(0, MOST_SUBJECTS);
}

/** Of the pairs those that a figure draws something of. */
export function drawnPairs({ beside }: StepFigure, pairs: readonly Pair[]): readonly Pair[] {
  return pairs.filter(({ runs }) => (beside?.(...runs) ?? []).length > 0);
}

const SIGNS = { difference: '−', ratio: '/' } as const;

/** How a line of a subject looks and is called. @param looks of runs and subjects, by their ids */
export function lookOf(
  subject: Subject,
  line: SourceLine,
  looks: ReadonlyMap<string, Appearance>,
): Appearance | undefined {
  return subject.kind === 'pair'
    ? pairLook(subject, line.figureCurve, looks)
    : looks.get(ownerOf(subject, line));
}

/** A pair looks as its first run does, and is called by both: `SAM − GD`, `SAM / GD`, `SAM from GD`. */
function pairLook(
  { runs: [run, reference] }: Pair,
  { combined }: Pick<FigureCurve, 'combined'>,
  looks: ReadonlyMap<string, Appearance>,
): Appearance | undefined {
  const look = looks.get(run.id);
  const other = looks.get(reference.id)?.label ?? reference.id;
  return look && { ...look, label: `${look.label} ${combined ? SIGNS[combined] : 'from'} ${other}` };
}

/** What has to be said of several runs in one line where steps do not stand at the same places for all of them; null: nothing. */
export function placeNote(
  { beside }: Pick<StepFigure, 'beside'>,
  { name, unit }: Abscissa,
  subjects: readonly Subject[],
): string | null {
  if (beside)
    return name === 'step' ? null : `Both runs at the same step, placed by the ${unit} of the first of them.`;
  // All else that an axis counts is the same for all seeds of a setting.
  if (name !== 'seconds' || subjects.every(({ kind }) => kind !== 'seeds')) return null;
  return `Seeds that are drawn as one are placed by the ${unit} of the first of them.`;
}
