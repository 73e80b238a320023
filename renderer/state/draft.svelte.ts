import { readExperimentFile, within } from '../../app/experiment/experiment-file.ts';
import type { WrittenExperiment } from '../../app/experiment/experiment-file.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { parseExperiment } from '../../app/experiment/parse.ts';
import type { PlaceStep } from '../../app/experiment/parse/place.ts';
import type { Problem } from '../../app/run/run.ts';
import { jsonText, without, withText } from './json-edit.ts';
import { rangeOfPlace } from './json-place.ts';
import type { TextRange } from './json-place.ts';
import { DEFAULT_RADIUS, pairOf } from './pair.ts';

/** A problem of the text, and where to look. */
export interface Finding {
  readonly problem: Problem;
  /** The part of the text it is about. */
  readonly range: TextRange;
}

/** An experiment as written, and completed. */
export interface Checked {
  readonly written: unknown;
  readonly experiment: Experiment;
}

const FIRST_TEXT = `{
  "version": 1,
  "name": "T5",
  "objective": {
    "kind": "network",
    "network": { "kind": "mlp", "hidden": [50, 50], "activation": "tanh" },
    "data": { "kind": "chebyshev", "degree": 5, "points": 20 },
    "loss": "mean-squared-error"
  },
  "optimizer": { "kind": "sam", "stepSize": 0.05, "radius": 0.03 },
  "steps": 10000
}
`;

/** The experiment being written: its text, what is wrong with it, and what it would run. */
export class Draft {
  text = $state(FIRST_TEXT);
  /** Which of the text's experiments the form shows. */
  chosen = $state(0);
  /** What it is written in. */
  view = $state<'form' | 'json'>('form');
  /** ρ of the SAM half where the text says GD. */
  radius = $state(DEFAULT_RADIUS);
  readonly #read = $derived.by(() => readExperimentFile(this.text));
  readonly #checked = $derived.by(() => check(this.text, this.#read));
  /** The experiments of the text as they are written, right or not; none where it is no experiment file. */
  readonly written: readonly WrittenExperiment[] = $derived.by(() =>
    'experiments' in this.#read ? this.#read.experiments : [],
  );
  readonly findings: readonly Finding[] = $derived.by(() => this.#checked.findings);
  /** The experiments of a text without problems; none where it has some. */
  readonly experiments: readonly Checked[] = $derived.by(() =>
    this.findings.length > 0 ? [] : this.#checked.experiments,
  );
  /** GD and SAM from the same start, as the text's one experiment describes them; null where it is not one. */
  readonly pair: readonly unknown[] | null = $derived.by(() => {
    const [only, ...more] = this.experiments;
    return only && more.length === 0 ? pairOf(only.written, only.experiment, this.radius) : null;
  });

  /** Takes experiments into the editor: one, or several as an array. */
  edit(experiments: readonly unknown[]): void {
    const [only, ...more] = experiments;
    this.text = `${jsonText(more.length === 0 ? only : experiments)}\n`;
    this.chosen = 0;
  }

  /** Has the form show the experiment that a place of the text is in. */
  showExperimentOf(place: string): void {
    const index = this.written.findIndex(
      (one) =>
        one.place !== '' &&
        (place === one.place || /^[.[]/.test(place.slice(one.place.length))) &&
        place.startsWith(one.place),
    );
    if (index >= 0) this.chosen = index;
  }

  /** Writes a value at a path of the text, which must be JSON. @param text the value as JSON */
  write(path: readonly PlaceStep[], text: string): void {
    this.text = withText(this.text, path, text);
  }

  /** Takes the key or the item at a path out of the text, which must be JSON. */
  remove(path: readonly PlaceStep[]): void {
    this.text = without(this.text, path);
  }
}

function check(
  text: string,
  read: ReturnType<typeof readExperimentFile>,
): { findings: readonly Finding[]; experiments: readonly Checked[] } {
  if ('problems' in read)
    return { findings: read.problems.map((problem) => finding(text, problem)), experiments: [] };
  const parsed = read.experiments.map(({ written, place }) => ({
    written,
    place,
    ...parseExperiment(written),
  }));
  return {
    findings: parsed.flatMap((one) =>
      'problems' in one ? one.problems.map((problem) => finding(text, within(one.place, problem))) : [],
    ),
    experiments: parsed.flatMap((one) => ('problems' in one ? [] : [one])),
  };
}

function finding(text: string, problem: Problem): Finding {
  const place = problem.place ?? '';
  return { problem, range: rangeOfLine(text, place) ?? rangeOfPlace(text, place) };
}

/** The character at `line 3, column 7`, where a text stops being JSON. */
function rangeOfLine(text: string, place: string): TextRange | null {
  const [, line, column] = /^line (\d+), column (\d+)$/.exec(place) ?? [];
  if (!line || !column) return null;
  const above = text.split('\n').slice(0, Number(line) - 1);
  const offset = above.reduce((sum, one) => sum + one.length + 1, 0) + Number(column) - 1;
  return {
    start: Math.min(offset, Math.max(0, text.length - 1)),
    end: Math.min(offset + 1, text.length),
  };
}
