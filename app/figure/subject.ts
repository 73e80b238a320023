import { canonicalJson } from '../experiment/hash.ts';
import type { Run } from '../run/run.ts';
import type { Combination } from '../series/combine.ts';
import type { FigureCurve, StepFigure } from './figure.ts';
import type { LinePart } from './line.ts';

/** What a figure draws as one: a run, runs of one setting that differ in their seed, or a run beside another. */
export type Subject = Own | Pair;

interface Own {
  readonly kind: 'run' | 'seeds';
  /** Of a single run its own id, else the ids joined by a plus. */
  readonly id: string;
  /** Not empty. The first stands for all where only one is asked. */
  readonly runs: readonly [Run, ...Run[]];
}

/** A run and the one that it is compared with. */
export interface Pair {
  readonly kind: 'pair';
  readonly id: string;
  readonly runs: readonly [run: Run, reference: Run];
}

/** Where a curve is read: a series of a run, or what is made of it of several. */
export interface Source {
  readonly id: string;
  readonly runs: readonly [Run, ...Run[]];
  /** null: of the one run as it is. */
  readonly combined: Combination | null;
}

/** A curve to be drawn, with its source. */
export interface SourceLine {
  readonly figureCurve: FigureCurve;
  readonly part: LinePart;
  readonly source: Source;
}

/** A run by itself. */
export function single(run: Run): Subject {
  return { kind: 'run', id: run.id, runs: [run] };
}

/** A run beside another, with the id of both. */
export function pair(run: Run, reference: Run): Pair {
  return { kind: 'pair', id: `${run.id}+${reference.id}`, runs: [run, reference] };
}

/** Runs that differ in their seed alone, and in their name, as one; in the order of their first. */
export function bySetting(runs: readonly Run[]): Subject[] {
  const groups = Map.groupBy(runs, ({ experiment: { name: _name, seed: _seed, ...setting }, fork }) =>
    canonicalJson({ setting, fork }),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    if (others.length === 0) return [single(first)];
    const all = [first, ...others] as const;
    return [{ kind: 'seeds', id: all.map(({ id }) => id).join('+'), runs: all } as const];
  });
}

/**
 * The curves of a figure for a subject, those that lie below first. Of seeds: the band from the least to the greatest at every step, the seeds themselves
 * thin where `behind` says so, and their mean; of a bound the mean alone. A signed oscillation has no mean, since every seed bounces in a phase
 * of its own. Of a pair what a figure of pairs makes of both.
 */
export function sourceLines(figure: StepFigure, subject: Subject, behind: boolean): SourceLine[] {
  const { kind, runs } = subject;
  const [first] = runs;
  if (kind === 'pair') return pairLines(figure, subject);
  return figure.curves(first).flatMap((figureCurve): SourceLine[] => {
    const combined = (combination: Combination): Source => ({
      id: `${combination} ${subject.id}`,
      runs,
      combined: combination,
    });
    const whole = (source: Source): SourceLine => ({ figureCurve, part: 'whole', source });
    if (kind === 'run') return [whole(alone(first))];
    if (figureCurve.role === 'bound') return [whole(combined('mean'))];
    return [
      { figureCurve, part: 'least', source: combined('least') },
      { figureCurve, part: 'greatest', source: combined('greatest') },
      ...(behind ? runs.map((run): SourceLine => ({ figureCurve, part: 'member', source: alone(run) })) : []),
      ...(figure.holds === 'symmetry' ? [] : [whole(combined('mean'))]),
    ];
  });
}

function pairLines(figure: StepFigure, { id, runs }: Pair): SourceLine[] {
  return (figure.beside?.(...runs) ?? []).map((figureCurve) => {
    const { combined = null } = figureCurve;
    const source = combined === null ? alone(runs[0]) : { id: `${combined} ${id}`, runs, combined };
    return { figureCurve, part: 'whole', source };
  });
}

/** Whose line it is: a seed's, or its subject's; difference and ratio of a pair are two. */
export function ownerOf(
  { id, kind }: Subject,
  { part, source }: Pick<SourceLine, 'part' | 'source'>,
): string {
  return part === 'member' || (kind === 'pair' && source.combined !== null) ? source.id : id;
}

/** The id of the first run of an owner, or of a subject. */
export function firstRun(owner: string): string {
  return /[^ +]+(?=\+|$)/.exec(owner)?.[0] ?? owner;
}

/** A run's own series. */
export function alone(run: Run): Source {
  return { id: run.id, runs: [run], combined: null };
}

/** A series of a source as the lab is asked for it. */
export function seriesOf(
  { runs, combined }: Source,
  name: string,
):
  | { readonly id: string; readonly name: string }
  | { ids: string[]; readonly combined: Combination; readonly name: string } {
  return combined === null ? { id: runs[0].id, name } : { ids: runs.map(({ id }) => id), combined, name };
}
