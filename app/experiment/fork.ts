import type { Problem } from '../run/run.ts';
import type { Experiment } from './experiment.ts';

/** What a fork may change of its run's experiment; the others decide its point and its data. */
export const forkable = [
  'name',
  'optimizer',
  'steps',
  'measure',
  'stop',
  'noise',
  'backend',
  'threads',
  'chunk',
] as const satisfies readonly (keyof Experiment)[];

const kept: ReadonlySet<string> = new Set(['version', 'objective', 'seed', 'precision']);

/**
 * The experiment of a fork as written: that of the run with whole keys exchanged.
 * @returns or what cannot be changed, with the place of each
 */
export function forkedExperiment(
  { name: _name, ...experiment }: Experiment,
  changes: Readonly<Record<string, unknown>>,
): { readonly written: unknown } | { readonly problems: Problem[] } {
  const problems = Object.keys(changes)
    .filter((key) => kept.has(key))
    .map((key) => ({
      code: 'fixed-by-fork',
      place: key,
      message: `A fork goes on from a point of its run, so ${key} stays as it is. It may change ${forkable.join(', ')}.`,
    }));
  return problems.length > 0 ? { problems } : { written: { ...experiment, ...changes } };
}

/** A setting of a fork: keys into the experiment, and the value that it gets. */
export interface Assignment {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What optimizers of all kinds have. */
const ofEveryOptimizer = ['stepSize', 'momentum', 'nesterov', 'batch'];

/**
 * The keys of an experiment that settings change, whole. Another kind of optimizer keeps of the old one what all kinds have.
 * @returns or which settings lie inside something that has no parts
 */
export function changesOf(
  experiment: Experiment,
  settings: readonly Assignment[],
): { readonly changes: Record<string, unknown> } | { readonly problems: Problem[] } {
  const kind = settings.find(({ path }) => path.join('.') === 'optimizer.kind')?.value;
  const { optimizer } = experiment;
  const own = Object.entries(optimizer).filter(
    ([key]) => kind === undefined || kind === optimizer.kind || ofEveryOptimizer.includes(key),
  );
  const base: Record<string, unknown> = { ...experiment, optimizer: Object.fromEntries(own) };
  const problems: Problem[] = [];
  const changes: Record<string, unknown> = {};
  for (const { path, value } of settings) {
    const [key, ...inside] = path as [string, ...string[]];
    const changed = assigned(key in changes ? changes[key] : base[key], inside, value);
    if (changed === null)
      problems.push({
        code: 'no-such-part',
        place: path.join('.'),
        message: 'It lies inside a setting that has no parts: give that whole, as JSON.',
      });
    else changes[key] = changed.value;
  }
  return problems.length > 0 ? { problems } : { changes };
}

/** A value with one part of it exchanged; null where it has no parts. */
function assigned(
  whole: unknown,
  path: readonly string[],
  value: unknown,
): { readonly value: unknown } | null {
  const [key, ...inside] = path;
  if (key === undefined) return { value };
  if (whole !== undefined && (typeof whole !== 'object' || whole === null || Array.isArray(whole)))
    return null;
  const parts = (whole ?? {}) as Record<string, unknown>;
  const part = assigned(parts[key], inside, value);
  return part && { value: { ...parts, [key]: part.value } };
}
