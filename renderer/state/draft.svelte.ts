import { readExperimentFile, within } from '../../app/experiment/experiment-file.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { parseExperiment } from '../../app/experiment/parse.ts';
import type { Problem } from '../../app/run/run.ts';
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
  /** ρ of the SAM half where the text says GD. */
  radius = $state(DEFAULT_RADIUS);
  readonly #checked = $derived.by(() => check(this.text));
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
    this.text = `${JSON.stringify(experiments.length === 1 ? experiments[0] : experiments, null, 2)}\n`;
  }
}

function check(text: string): { findings: readonly Finding[]; experiments: readonly Checked[] } {
  const read = readExperimentFile(text);
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
