import { describeExperiment } from '../../experiment/describe.ts';
import type { Run } from '../../run/run.ts';
import type { Appearance } from '../appearance.ts';
import type { Figure } from '../figure.ts';
import { formulaOf } from '../scale.ts';
import type { Subject } from '../subject.ts';
import { ink, paper, quiet } from './colour.ts';
import { element, escaped } from './element.ts';
import { LEFT, LETTER, RIGHT, WIDTH } from './measures.ts';

/** One entry of a legend. */
export interface LegendItem {
  readonly words: string;
  readonly colour: string;
  /** A sample of the line from (x, y) on, so wide. */
  readonly sample: (x: number, y: number, width: number) => string;
}

/** What a kind of figure draws between the title and the legend. */
export interface Body {
  readonly panels: readonly string[];
  /** Where they end, in pixels from above. */
  readonly bottom: number;
  readonly legend: readonly LegendItem[];
  /** The figure in words, for screen readers. */
  readonly description: string;
  /** What the caption says of the drawing before what it says of the runs. */
  readonly notes: readonly string[];
}

/** What a caption tells of. */
export interface Captioned {
  readonly subjects: readonly Subject[];
  /** Of subjects, by their ids. */
  readonly looks: ReadonlyMap<string, Appearance>;
  /** Of Ravine. */
  readonly version: string;
}

const LEGEND_LINE = 18;
const CAPTION_LINE = 14;
const FONT = "Inter, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** A whole drawing: title and formula, panels, legend, and a caption that holds the settings of every run. */
export function page(figure: Figure, captioned: Captioned, body: Body): string {
  const legend = legendOf(body.legend, body.bottom);
  const caption = captionOf(captioned, body.notes, body.bottom + legend.height + 8);
  const total = body.bottom + legend.height + caption.height + 16;
  const title = escaped(figure.title);
  const parts = [
    element('title', {}, title),
    element('desc', {}, escaped(body.description)),
    element('rect', { width: WIDTH, height: total, fill: paper }),
    element('text', { x: LEFT, y: 22, 'font-size': 15, 'font-weight': 600, fill: ink }, title),
    element('text', { x: LEFT, y: 39, 'font-size': 11, fill: quiet }, escaped(cut(formulaOf(figure), 110))),
    ...body.panels,
    legend.text,
    caption.text,
  ];
  const attributes = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height: total, viewBox: `0 0 ${WIDTH} ${total}` },
    ...{ role: 'img', 'font-family': FONT, 'data-figure': figure.name },
  };
  return `${element('svg', attributes, `\n${parts.filter(Boolean).join('\n')}\n`)}\n`;
}

interface Block {
  readonly text: string;
  readonly height: number;
}

function legendOf(items: readonly LegendItem[], top: number): Block {
  const SAMPLE = 30;
  let [x, row] = [LEFT, 0];
  const drawn = items.map(({ words, colour, sample }) => {
    const width = SAMPLE + 8 + words.length * 12 * LETTER + 18;
    if (x > LEFT && x + width > WIDTH - RIGHT) [x, row] = [LEFT, row + 1];
    const y = top + row * LEGEND_LINE;
    const item =
      sample(x, y, SAMPLE) +
      element('text', { x: x + SAMPLE + 8, y: y + 4, 'font-size': 12, fill: colour }, escaped(words));
    x += width;
    return item;
  });
  return { text: drawn.join(''), height: (row + 1) * LEGEND_LINE };
}

function captionOf({ subjects, looks, version }: Captioned, notes: readonly string[], top: number): Block {
  const most = Math.floor((WIDTH - LEFT - RIGHT) / (10.5 * LETTER));
  const sentences = [
    ...notes,
    ...subjects.map(({ id, runs }) => {
      const [{ experiment }] = runs;
      const described = describeExperiment(experiment);
      const label = looks.get(id)?.label ?? id;
      const told = subjects.length === 1 || described.startsWith(`${label} `) ? '' : `${label}: `;
      const each = (of: (run: Run) => string | number): string => [...new Set(runs.map(of))].join(', ');
      const [seed, run] = runs.length === 1 ? ['seed', 'run'] : ['seeds', 'runs'];
      return `${told}${described}; ${seed} ${each((one) => one.experiment.seed)}, ${experiment.precision}, ${each((one) => one.step)} steps (${run} ${each((one) => one.id)})`;
    }),
    `Ravine ${version}`,
  ];
  const rows = sentences.flatMap((sentence) => wrapped(sentence, most));
  const text = rows.map((row, index) =>
    element(
      'text',
      { x: LEFT, y: top + index * CAPTION_LINE + 10, 'font-size': 10.5, fill: quiet },
      escaped(row),
    ),
  );
  return { text: text.join(''), height: rows.length * CAPTION_LINE };
}

/** Words in rows of at most so many letters; a longer word is cut. */
function wrapped(text: string, most: number): string[] {
  const rows: string[] = [''];
  for (const word of text.split(' ').flatMap((long) => pieces(long, most))) {
    const row = rows.at(-1) ?? '';
    if (row !== '' && row.length + 1 + word.length > most) rows.push(word);
    else rows[rows.length - 1] = row === '' ? word : `${row} ${word}`;
  }
  return rows;
}

function pieces(word: string, most: number): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(word.length / most)) }, (_, i) =>
    word.slice(i * most, (i + 1) * most),
  );
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
