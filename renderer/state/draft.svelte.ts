import type { Experiment } from '../../app/experiment/experiment.ts';
import { parseExperiment } from '../../app/experiment/parse.ts';
import type { Problem } from '../../app/run/run.ts';
import { breakOf } from './json-break.ts';
import type { Break } from './json-break.ts';
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
  const broken = breakOf(text);
  if (broken) return { findings: [notJson(text, broken)], experiments: [] };
  const written: unknown = JSON.parse(text);
  const all: readonly unknown[] = Array.isArray(written) ? written : [written];
  if (all.length === 0)
    return {
      findings: [finding(text, { code: 'empty', message: 'There is no experiment in it.' })],
      experiments: [],
    };
  const parsed = all.map((one) => ({ written: one, ...parseExperiment(one) }));
  return {
    findings: parsed.flatMap((one, index) =>
      'problems' in one
        ? one.problems.map((problem) =>
            finding(text, Array.isArray(written) ? placed(problem, index) : problem),
          )
        : [],
    ),
    experiments: parsed.flatMap((one) => ('problems' in one ? [] : [one])),
  };
}

function finding(text: string, problem: Problem): Finding {
  return { problem, range: rangeOfPlace(text, problem.place ?? '') };
}

function placed(problem: Problem, index: number): Problem {
  return { ...problem, place: `[${index}]${problem.place ? `.${problem.place}` : ''}` };
}

function notJson(text: string, { offset, expected }: Break): Finding {
  const before = text.slice(0, offset).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  const found = offset < text.length ? JSON.stringify(text[offset]) : 'the end';
  return {
    problem: { code: 'json', place, message: `Not JSON yet: expected ${expected}, got ${found}.` },
    range: { start: Math.min(offset, Math.max(0, text.length - 1)), end: Math.min(offset + 1, text.length) },
  };
}
