import * as v from 'valibot';
import type { Problem } from '../run/run.ts';
import type { Experiment } from './experiment.ts';
import { parseExperiment } from './parse.ts';
import { readJson } from './parse/json.ts';
import { placeWithin } from './parse/place.ts';
import { validate } from './parse/validate.ts';
import { unexpected } from './parse/words.ts';
import { text } from './value.ts';

/** The experiments of a file in their order, or all that is wrong with it. */
export type ParsedFile =
  { readonly experiments: readonly Experiment[] } | { readonly problems: readonly Problem[] };

/** An experiment as written, and its place in its file: '', or `[1]` in an array, or `experiments[1]` in a preset. */
export interface WrittenExperiment {
  readonly written: unknown;
  readonly place: string;
}

/** Whether a file is one of experiments, as its name tells. */
export function isExperimentName(name: string): boolean {
  return /\.(ravine|json)$/i.test(name);
}

/** A name for a file of experiments: that of the first of them, and an ending that systems know Ravine by. */
export function experimentFileName(first: string): string {
  const plain = first
    .replaceAll(/[^\p{L}\p{N}=.,+-]+/gu, ' ')
    .trim()
    .slice(0, 80);
  return `${plain.replaceAll(/^[. ]+|[. ]+$/g, '') || 'experiment'}.ravine`;
}

/** A preset as it stands in a file (resources/presets). */
const PresetFile = v.strictObject({
  title: v.optional(text(1)),
  sentence: v.optional(text(1)),
  experiments: v.array(v.unknown()),
});

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
  if (Array.isArray(value)) return placed(value, '');
  if (typeof value !== 'object' || value === null || !('experiments' in value))
    return { experiments: [{ written: value, place: '' }] };
  const { problems, output } = validate(PresetFile, value);
  return output ? placed(output.experiments, 'experiments') : { problems };
}

function placed(list: readonly unknown[], within: string): ReturnType<typeof readExperimentFile> {
  if (list.length === 0) return { problems: [unexpected(within, 'at least one experiment', list)] };
  return { experiments: list.map((written, i) => ({ written, place: placeWithin(within, i) })) };
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
    else problems.push(...parsed.problems.map((problem) => within(place, problem)));
  }
  return problems.length > 0 ? { problems } : { experiments };
}

/** A problem of an experiment, placed in its file: `[1]` and `steps` make `[1].steps`. */
export function within(outer: string, problem: Problem): Problem {
  const { place = '' } = problem;
  const joint = outer === '' || place === '' || place.startsWith('[') ? '' : '.';
  return { ...problem, place: outer + joint + place };
}
