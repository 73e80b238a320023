import type { Run } from '../run/run.ts';
import { appearances, type Appearance } from './appearance.ts';
import { bySetting, single, type Subject } from './subject.ts';

/** Subjects that figures draw at most: beyond it no line can be told from the others. */
export const MOST_SUBJECTS = 20;

/** How runs are drawn: each by itself, or seeds of one setting as one. */
export interface Grouping {
  /** Whether there are runs that differ in their seed alone. */
  readonly isPossible: boolean;
  readonly isTogether: boolean;
  /** What is drawn, in the order of the runs. */
  readonly subjects: readonly Subject[];
  /** Whether the seeds are drawn too, thin, behind their mean. */
  readonly behind: boolean;
  /** How they are grouped and what is not drawn; null where every run is drawn by itself. */
  readonly sentence: string | null;
}

/** @param together null: seeds are drawn as one where there are more than `MOST_SUBJECTS` runs */
export function groupingOf(runs: readonly Run[], together: boolean | null): Grouping {
  const groups = bySetting(runs);
  const isPossible = groups.length < runs.length;
  const isTogether = isPossible && (together ?? runs.length > MOST_SUBJECTS);
  const all = isTogether ? groups : runs.map(single);
  const subjects = all.slice(0, MOST_SUBJECTS);
  const behind = isTogether && subjects.flatMap((subject) => subject.runs).length <= MOST_SUBJECTS;
  const what = isTogether ? 'settings' : 'runs';
  const sentences = [
    ...(isTogether
      ? [
          `${runs.length} runs of ${groups.length} ${groups.length === 1 ? 'setting' : 'settings'}: those that differ in their seed alone are drawn as one, as their mean and a band from the least to the greatest at every step${behind ? ', each seed thin behind it' : ''}.`,
        ]
      : []),
    ...(all.length > subjects.length
      ? [
          `The first ${subjects.length} of ${all.length} ${what} are drawn; hide or remove some of them to see the others.`,
        ]
      : []),
  ];
  return {
    ...{ isPossible, isTogether, subjects, behind },
    sentence: sentences.length > 0 ? sentences.join(' ') : null,
  };
}

/** How runs, and the subjects they are drawn as, look: seeds of one setting alike. @param runs all there are, so that hiding some changes no colour */
export function looksOf(
  runs: readonly Run[],
  { isTogether, subjects }: Grouping,
): ReadonlyMap<string, Appearance> {
  if (!isTogether) return appearances(runs);
  const settings = bySetting(runs);
  const looks = appearances(settings.map((setting) => setting.runs[0]));
  const own = settings.flatMap((setting) => {
    const look = looks.get(setting.runs[0].id);
    if (!look) return [];
    return setting.runs.map((run): [string, Appearance] => [
      run.id,
      setting.kind === 'seeds' ? { ...look, label: `${look.label} seed ${run.experiment.seed}` } : look,
    ]);
  });
  const bases = new Map(
    settings.flatMap((setting) => setting.runs.map(({ id }) => [id, looks.get(setting.runs[0].id)] as const)),
  );
  const drawn = subjects.flatMap((subject): [string, Appearance][] => {
    const look = bases.get(subject.runs[0].id);
    if (!look || subject.kind !== 'seeds') return [];
    return [[subject.id, { ...look, label: `${look.label}, ${subject.runs.length} seeds` }]];
  });
  return new Map([...own, ...drawn]);
}
