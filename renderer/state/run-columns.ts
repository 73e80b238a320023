import { optimizerRules } from '../../app/experiment/optimizer-rules.ts';
import { settingText, valueAt, type Scheduled } from '../../app/experiment/schedule.ts';
import { stateOf } from '../../app/run/phase.ts';
import type { Run } from '../../app/run/run.ts';
import { objectiveTitle } from '../ui/objective.ts';
import { formatDate, formatNumber } from '../../app/format/number.ts';

/** A column of the table of runs. */
export interface Column {
  readonly name: string;
  readonly title: string;
  /** What it is, in a sentence. */
  readonly hint: string;
  readonly align: 'start' | 'end';
  /** What it is sorted by; null where the run has none. */
  readonly value: (run: Run) => number | string | null;
  readonly text: (run: Run) => string;
}

function numbers(
  name: string,
  title: string,
  hint: string,
  value: (run: Run) => number | null | undefined,
): Column {
  return {
    name,
    title,
    hint,
    align: 'end',
    value: (run) => value(run) ?? null,
    text: (run) => formatNumber(value(run)),
  };
}

/** A setting that may follow a schedule, which is sorted by what it ends at. */
function scheduled(
  name: string,
  title: string,
  hint: string,
  setting: (run: Run) => Scheduled | null,
): Column {
  return {
    name,
    title,
    hint,
    align: 'end',
    value: (run) => {
      const value = setting(run);
      return value === null ? null : valueAt(value, run.experiment.steps);
    },
    text: (run) => {
      const value = setting(run);
      return value === null ? formatNumber(null) : settingText(value, formatNumber);
    },
  };
}

function words(name: string, title: string, hint: string, text: (run: Run) => string): Column {
  return { name, title, hint, align: 'start', value: text, text };
}

export const columns: readonly Column[] = [
  words('status', 'State', 'What the run is doing, or how it ended', stateOf),
  words('name', 'Name', 'The name of the run', (run) => run.name),
  words('objective', 'Objective', 'What is minimised', (run) => objectiveTitle(run.experiment.objective)),
  words(
    'optimizer',
    'Optimizer',
    'The update rule',
    (run) => optimizerRules[run.experiment.optimizer.kind].name,
  ),
  scheduled('stepSize', 'η', 'Step size', ({ experiment: { optimizer } }) => optimizer.stepSize),
  scheduled('radius', 'ρ', "Radius of SAM's neighbourhood", ({ experiment: { optimizer } }) =>
    optimizer.kind === 'gd' ? null : optimizer.radius,
  ),
  numbers('seed', 'Seed', 'Decides data, start and all other randomness', (run) => run.experiment.seed),
  numbers('steps', 'Steps', 'Steps done', (run) => run.step),
  numbers('finalLoss', 'Loss', 'Loss at the end', (run) => run.summary?.finalLoss),
  numbers('finalSharpness', 'λ₁', 'Sharpness at the end', (run) => run.summary?.finalSharpness),
  numbers(
    'edgeRatio',
    'λ₁/edge',
    'Sharpness over the edge of stability, mean of the second half of the measurements',
    (run) => run.summary?.edgeRatio,
  ),
  numbers(
    'flipRate',
    'Flips',
    'Share of the last 40 % of the steps whose eigen-oscillation δ changed sign; – where it cannot be resolved',
    (run) => run.summary?.flipRate,
  ),
  numbers('maxSharpness', 'max λ₁', 'The largest sharpness measured', (run) => run.summary?.maxSharpness),
  numbers(
    'amplitude',
    '|δ|',
    'Amplitude of the eigen-oscillation at the end',
    (run) => run.summary?.oscillationAmplitude,
  ),
  numbers('seconds', 'Seconds', 'Time computed', (run) => run.seconds),
  words('backend', 'Backend', 'What it was computed by', ({ execution }) =>
    execution === null ? '' : `${execution.backend} ${execution.precision} ${execution.device}`,
  ),
  words('tags', 'Tags', 'Words of yours', (run) => run.tags.join(', ')),
  {
    name: 'date',
    title: 'Created',
    hint: 'When the run was put in the queue',
    align: 'end',
    value: (run) => run.createdAt,
    text: (run) => formatDate(run.createdAt),
  },
];

/** Shown until others are chosen. */
export const usualColumns: readonly string[] = columns
  .map(({ name }) => name)
  .filter((name) => !['tags', 'maxSharpness', 'amplitude', 'seconds', 'backend'].includes(name));

const texts = new WeakMap<Run, string>();

/** All that can be searched for, in lower case: words of the row, tags, note, and every setting as `place=value`. */
export function searchText(run: Run): string {
  const known = texts.get(run);
  if (known !== undefined) return known;
  const parts = [
    ...columns.filter(({ align }) => align === 'start').map(({ text }) => text(run)),
    ...run.tags,
    run.note,
    ...settings(run.experiment, ''),
  ];
  const text = parts.join(' ').toLowerCase();
  texts.set(run, text);
  return text;
}

function settings(value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [`${place}=${String(value)}`];
  return Object.entries(value).flatMap(([key, item]) => settings(item, place ? `${place}.${key}` : key));
}
