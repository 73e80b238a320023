import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { readExperimentFile } from '../../app/experiment/experiment-file.ts';
import type { Preset } from '../../app/experiment/preset.ts';
import type { Problem } from '../../app/run/run.ts';
import { Refusal } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** An experiment as written, and where: for messages. */
export interface WrittenExperiment {
  readonly experiment: unknown;
  /** File name, `standard input` or `preset:NAME`. */
  readonly source: string;
  /** Inside the source: empty, or `[1]` where it is an array. */
  readonly place: string;
}

/** Reads what SPEC names: a file, `-` for standard input, or `preset:NAME`; each one experiment, an array of them, or a preset. */
export async function readSpecs(
  specs: readonly string[],
  presets: readonly Preset[],
  terminal: Terminal,
): Promise<WrittenExperiment[]> {
  const written: WrittenExperiment[] = [];
  for (const spec of specs) {
    if (spec.startsWith('preset:')) written.push(...fromPreset(spec, presets));
    else if (spec === '-')
      written.push(...fromJson(await text(terminal.stdin), 'standard input', process.cwd()));
    else written.push(...fromJson(await contents(spec), spec, dirname(resolve(spec))));
  }
  return written;
}

/** A problem of the lab's parser, `experiments[1].steps`, at its place in what the user wrote. */
export function inSource(problem: Problem, written: readonly WrittenExperiment[]): string {
  const [, index, inside = ''] = /^experiments\[(\d+)\](.*)$/s.exec(problem.place ?? '') ?? [];
  const at = index === undefined ? undefined : written[Number(index)];
  if (!at) return problem.place ? `${problem.place}: ${problem.message}` : problem.message;
  const place = at.place === '' ? inside.replace(/^\./, '') : at.place + inside;
  return `${[at.source, place].filter(Boolean).join(': ')}: ${problem.message}`;
}

function fromPreset(spec: string, presets: readonly Preset[]): WrittenExperiment[] {
  const preset = presets.find(({ name }) => `preset:${name}` === spec);
  if (!preset)
    throw new Refusal(
      2,
      `There is no ${spec}. Presets: ${presets.map(({ name }) => name).join(', ') || 'none'}.`,
    );
  return preset.experiments.map((experiment, index) => ({ experiment, source: spec, place: `[${index}]` }));
}

async function contents(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Refusal(2, `${file} cannot be read (${reason}).`);
  }
}

function fromJson(json: string, source: string, folder: string): WrittenExperiment[] {
  const read = readExperimentFile(json.replace(/^\uFEFF/, ''));
  if ('problems' in read) {
    const lines = read.problems.map(({ place, message }) =>
      [source, place, message].filter(Boolean).join(': '),
    );
    throw new Refusal(2, lines.join('\n'));
  }
  return read.experiments.map(({ written, place }) => ({
    experiment: withPaths(written, folder),
    source,
    place,
  }));
}

/** Keys of data that name files. */
const paths = ['path', 'images', 'labels'];

/** Data files named relative to the experiment file are meant from there, wherever the engine runs. */
function withPaths(experiment: unknown, folder: string): unknown {
  if (!isObject(experiment) || !isObject(experiment['objective'])) return experiment;
  const { objective } = experiment;
  if (!isObject(objective['data'])) return experiment;
  const { data } = objective;
  const relative = paths.flatMap((key) => {
    const path = data[key];
    return typeof path === 'string' && path !== '' && !isAbsolute(path)
      ? [[key, resolve(folder, path)] as const]
      : [];
  });
  if (relative.length === 0) return experiment;
  return { ...experiment, objective: { ...objective, data: { ...data, ...Object.fromEntries(relative) } } };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
