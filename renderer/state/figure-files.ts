import type { Lab, Results } from '../../app/contract/contract.ts';
import { eventsWithin } from '../../app/figure/event-rows.ts';
import type { Figure, StepFigure } from '../../app/figure/figure.ts';
import { stripSeries } from '../../app/figure/strip.ts';
import { eventTable, planeTable } from '../../app/figure/tables.ts';
import { drawFigure } from '../../app/figure/svg/draw.ts';
import { csvCell } from '../../app/format/csv.ts';
import { numberText } from '../../app/format/number-text.ts';
import { lookOf } from '../../app/figure/pairing.ts';
import {
  alone,
  seriesOf,
  sourceLines,
  type Source,
  type SourceLine,
  type Subject,
} from '../../app/figure/subject.ts';
import type { Comparison } from './comparison.svelte.ts';

/** A figure of a comparison as the screen shows it. */
export interface ShownFigure {
  readonly comparison: Comparison;
  readonly figure: Figure;
  readonly subjects: readonly Subject[];
  /** Of Ravine. */
  readonly version: string;
}

/** As vectors, of the steps that are shown. */
export function figureSvg({ comparison, figure, subjects, version }: ShownFigure): string {
  const { stretch, abscissa, across } = comparison;
  return drawFigure({
    ...{ figure, subjects, version, abscissa, across },
    map: (run) => comparison.mapOf(run),
    looks: comparison.appearances,
    behind: comparison.grouping.behind,
    // What was read goes as far as the runs do.
    stretch: { from: stretch.from, to: stretch.to },
    curve: ({ id }, series) => comparison.curves.get(id, series) ?? null,
    ...comparison.planeSource,
    events: ({ id }) => comparison.kept.events(id) ?? [],
    sharedAxes: comparison.address.sharedAxes,
  });
}

const ACROSS = 2; // pixels of the picture for one of the drawing

/** As a picture of the same drawing. */
export async function figurePng(shown: ShownFigure): Promise<Blob> {
  const svg = new Blob([figureSvg(shown)], { type: 'image/svg+xml' });
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = ACROSS * image.naturalWidth;
    canvas.height = ACROSS * image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.')),
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** What a figure shows as a table (docs/exports.md): every recorded value of the steps shown, the points in a plane, or the events. @throws LabError */
export async function figureCsv(lab: Lab, shown: ShownFigure): Promise<string> {
  const { comparison, figure, subjects } = shown;
  const runs = subjects.flatMap((subject) => subject.runs);
  const names = new Map(runs.map(({ id, name }) => [id, name || id]));
  switch (figure.kind) {
    case 'steps':
      return stepTable(await readSeries(lab, figure, shown), comparison);
    case 'plane':
      return planeTable(comparison.layers(figure, runs), names);
    case 'events':
      return eventTable(
        runs.map((run) => ({
          run: names.get(run.id) ?? run.id,
          events: eventsWithin(
            comparison.kept.events(run.id) ?? [],
            comparison.stretch,
            comparison.mapOf(run),
          ),
        })),
      );
  }
}

/** What was read of a source. */
type Window = Results['series.read'][number] & { readonly source: Source; readonly whose: string };

async function readSeries(
  lab: Lab,
  figure: StepFigure,
  { comparison, subjects }: ShownFigure,
): Promise<readonly Window[]> {
  const windows = await Promise.all(
    subjects.map(async (subject) => {
      const { from, to } = comparison.stepsOf(subject.runs[0]);
      const drawn = sourceLines(figure, subject, true).map((line) => ({
        source: line.source,
        series: line.figureCurve.series,
        whose: ownerWords(comparison, subject, line),
      }));
      const [run] = subject.runs;
      const strip = (figure.flips && subject.kind === 'run' ? stripSeries : []).map((series) => ({
        ...{ source: alone(run), series, whose: run.name || run.id },
      }));
      const wanted = [...drawn, ...strip];
      const read = await lab.call('series.read', {
        series: wanted.map(({ source, series }) => seriesOf(source, series)),
        from: Math.max(0, Math.ceil(from)),
        to: Math.floor(to),
      });
      return read.flatMap((window, index): Window[] => {
        const asked = wanted[index];
        return asked ? [{ ...window, source: asked.source, whose: asked.whose }] : [];
      });
    }),
  );
  return windows.flat();
}

/** Whose a line is: the name of its run, what is made of seeds, or both runs of a pair. */
function ownerWords({ appearances }: Comparison, subject: Subject, line: SourceLine): string {
  const { combined, runs } = line.source;
  if (subject.kind === 'pair') return lookOf(subject, line, appearances)?.label ?? subject.id;
  if (combined === null) return runs[0].name || runs[0].id;
  return `${combined} of ${appearances.get(subject.id)?.label ?? subject.id}`;
}

/** `run,series,step,value` a line, and the place on the horizontal axis where that counts something else. */
function stepTable(windows: readonly Window[], comparison: Comparison): string {
  const { abscissa } = comparison;
  const place = (id: string, step: number): string =>
    abscissa.name === 'step' ? '' : `,${numberText(comparison.placeOf(id, step))}`;
  const rows = windows.flatMap(({ name, step, value, source, whose }) =>
    Array.from(
      step,
      (at, i) =>
        `${csvCell(whose)},${csvCell(name)},${at},${numberText(value[i] ?? NaN)}${place(source.runs[0].id, at)}\n`,
    ),
  );
  return `run,series,step,value${abscissa.name === 'step' ? '' : `,${abscissa.name}`}\n${rows.join('')}`;
}

/** Hands a file to the browser, which keeps it where its user wants it. */
export function download(content: Blob | string, type: string, name: string): void {
  const link = document.createElement('a');
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  link.href = address;
  link.download = name;
  link.click();
  // The download has its content by the next turn of the browser.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
