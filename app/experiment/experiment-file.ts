import type { Problem } from '../run/run.ts';
import type { Experiment } from './experiment.ts';
import { parseExperiment } from './parse.ts';
import { readJson } from './parse/json.ts';

/** The experiments of a file in their order, or all that is wrong with it. */
export type ParsedFile =
  { readonly experiments: readonly Experiment[] } | { readonly problems: readonly Problem[] };

/** An experiment as written, and its place in its file: '', or `[1]` in an array, or `experiments[1]` in a preset. */
export interface WrittenExperiment {
  readonly written: unknown;
  readonly place: string;
}

/**
 * The experiments a JSON text holds, unparsed: the text is one experiment, an array of experiments, or a preset, whose `experiments` are
 * an array. A text that is not JSON is a problem with its line and column.
 */
export function readExperimentFile(
  text: string,
): { readonly experiments: readonly WrittenExperiment[] } | { readonly problems: readonly Problem[] } {
  const json = readJson(text);
  if ('problem' in json) return { problems: [json.problem] };
  const { value } = json;
  const preset = isPreset(value);
  const list: unknown = preset ? value.experiments : value;
  if (!Array.isArray(list)) return { experiments: [{ written: value, place: '' }] };
  const within = preset ? 'experiments' : '';
  if (list.length === 0)
    return {
      problems: [
        { code: 'invalid-value', place: within, message: 'Expected at least one experiment, got [].' },
      ],
    };
  return { experiments: list.map((written: unknown, i) => ({ written, place: `${within}[${i}]` })) };
}

/** Reads and parses an experiment file; places begin with the experiment's own place where there are several. */
export function parseExperimentFile(text: string): ParsedFile {
  const read = readExperimentFile(text);
  if ('problems' in read) return read;
  const experiments: Experiment[] = [];
  const problems: Problem[] = [];
  for (const { written, place } of read.experiments) {
    const parsed = parseExperiment(written);
    if ('experiment' in parsed) experiments.push(parsed.experiment);
    else problems.push(...parsed.problems.map((problem) => inside(place, problem)));
  }
  return problems.length > 0 ? { problems } : { experiments };
}

function inside(place: string, problem: Problem): Problem {
  return { ...problem, place: [place, problem.place].filter(Boolean).join('.') };
}

function isPreset(value: unknown): value is { readonly experiments: readonly unknown[] } {
  return (
    typeof value === 'object' && value !== null && 'experiments' in value && Array.isArray(value.experiments)
  );
}
