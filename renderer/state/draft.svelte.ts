import { readExperimentFile, within } from '../../app/experiment/experiment-file.ts';
import type { WrittenExperiment } from '../../app/experiment/experiment-file.ts';
import type { Experiment } from '../../app/experiment/experiment.ts';
import { parseExperiment } from '../../app/experiment/parse.ts';
import type { PlaceStep } from '../../app/experiment/parse/place.ts';
import type { Preset } from '../../app/experiment/preset.ts';
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

const TEXT_KEY = 'ravine-draft';
const PRESET_KEY = 'ravine-draft-preset';

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
  #text = $state(FIRST_TEXT);
  /** Name of the preset that the text began as; null where it began as something else. */
  preset = $state<string | null>(null);
  /** Which of the text's experiments the form shows. */
  chosen = $state(0);
  /** What it is written in. */
  view = $state<'form' | 'json'>('form');
  /** Whether the text survives a reload of the page. */
  kept = $state(true);
  readonly #storage: Storage | null;
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

  /** @param storage where the text is kept over a reload; nowhere where left out */
  constructor(storage: Storage | null = null) {
    this.#storage = storage;
    const kept = storage?.getItem(TEXT_KEY);
    if (kept === null || kept === undefined) return;
    this.#text = kept;
    this.preset = storage?.getItem(PRESET_KEY) ?? null;
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    this.#keep();
  }

  /** Whether the text is another than the one to begin with and what its preset was. */
  isWritten(presets: readonly Preset[]): boolean {
    const { experiments = [] } = presets.find(({ name }) => name === this.preset) ?? {};
    return this.#text !== FIRST_TEXT && this.#text !== textOf(experiments);
  }

  /** Takes experiments into the editor: one, or several as an array. @param preset the name of the preset that they are */
  edit(experiments: readonly unknown[], preset: string | null = null): void {
    this.restore({ text: textOf(experiments), preset });
  }

  /** Takes a text into the editor, as another draft was. */
  restore({ text, preset }: { readonly text: string; readonly preset: string | null }): void {
    this.preset = preset;
    this.chosen = 0;
    this.text = text;
  }

  /** A storage refuses what is too long for it, or everything where the browser is set so. */
  #keep(): void {
    if (!this.#storage) return;
    try {
      this.#storage.setItem(TEXT_KEY, this.#text);
      if (this.preset === null) this.#storage.removeItem(PRESET_KEY);
      else this.#storage.setItem(PRESET_KEY, this.preset);
      this.kept = true;
    } catch {
      this.kept = false;
    }
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

function textOf(experiments: readonly unknown[]): string {
  const [only, ...more] = experiments;
  return `${jsonText(more.length === 0 ? only : experiments)}\n`;
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
