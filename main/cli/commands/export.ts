import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { abscissaNames, abscissas, type AbscissaName } from '../../../app/figure/abscissa.ts';
import type { Figure, StepFigure } from '../../../app/figure/figure.ts';
import { figures } from '../../../app/figure/figures/list.ts';
import { quantities, quantityNames, type QuantityName } from '../../../app/figure/quantity.ts';
import { turned, type Scale } from '../../../app/figure/scale.ts';
import type { Run } from '../../../app/run/run.ts';
import type { RecordedRun } from '../../../app/run/recorded-run.ts';
import { toCsv } from '../../exchange/csv.ts';
import { toJson } from '../../exchange/json-export.ts';
import { toNpz } from '../../exchange/npz.ts';
import type { Store } from '../../store/store.ts';
import { figureSvg, stepMaps } from '../figure.ts';
import { exportHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { outputFiles, writeFile, writeOut } from '../output-file.ts';
import { findRun, findRuns } from '../run-name.ts';
import { withStore } from '../session.ts';
import { print, Refusal, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** How a run becomes a file, by the file's ending. */
const runFormats = { json: toJson, csv: toCsv, npz: toNpz } satisfies Record<
  string,
  (run: RecordedRun) => Iterable<string | Uint8Array>
>;

/** How runs become a picture, by its file's ending. */
const pictureFormats = ['svg', 'png'] as const;
const SCALES: readonly Scale[] = ['linear', 'log'];

type RunFormat = keyof typeof runFormats;
type PictureFormat = (typeof pictureFormats)[number];

interface ExportOptions extends CommonOptions {
  readonly format: RunFormat | PictureFormat;
  readonly figure?: string;
  readonly x?: AbscissaName;
  readonly xScale?: Scale;
  readonly yScale?: Scale;
  readonly at?: number;
  readonly seeds?: 'together' | 'apart';
  readonly of?: QuantityName;
  readonly against?: string;
  readonly out?: string;
}

/** `ravine export ID…`: runs as files for other programs, or as a figure. */
export function addExport(program: Command, terminal: Terminal): void {
  const format = new Option('--format <format>', 'what to write').choices([
    ...Object.keys(runFormats),
    ...pictureFormats,
  ]);
  common(program.command('export').summary('write runs as JSON, CSV or NumPy files, or a figure of them'))
    .argument('<id...>', 'run ids, or beginnings of them')
    .addOption(format.makeOptionMandatory())
    .option('--figure <name>', `of svg and png: ${figures.map(({ name }) => name).join(', ')}`)
    .addOption(
      new Option('--x <what>', 'of a figure, what its horizontal axis counts').choices([...abscissaNames]),
    )
    .addOption(new Option('--x-scale <scale>', 'of its horizontal axis').choices(SCALES))
    .addOption(new Option('--y-scale <scale>', 'of its vertical axis, instead of its own').choices(SCALES))
    .option(
      '--at <step>',
      'of spectrum and slice: the last kept up to this step (default: the end)',
      stepNamed,
    )
    .addOption(
      new Option('--seeds <how>', 'runs that differ in their seed alone: as one, or each by itself').choices([
        'together',
        'apart',
      ]),
    )
    .addOption(
      new Option('--of <quantity>', 'of difference and ratio: what pairs are compared by').choices([
        ...quantityNames,
      ]),
    )
    .option(
      '--against <id>',
      'of difference, ratio and distance: the run that the others are compared with (default: the first)',
    )
    .option('--out <file>', 'where to write: a file, for several runs a folder')
    .addHelpText('after', exportHelp)
    .action((given: string[], options: ExportOptions) =>
      withStore(terminal, options, async (store) => {
        const ids = findRuns(
          store.listRuns().map(({ id }) => id),
          given,
        );
        const { format } = options;
        if (format === 'svg' || format === 'png')
          return exportFigure(store, ids, { ...options, format }, terminal);
        const { figure, x, xScale, yScale, at, seeds, of, against } = options;
        if ([figure, x, xScale, yScale, at, seeds, of, against].some((option) => option !== undefined))
          throw new Refusal(2, `A figure is drawn as svg or png, and ${format} is asked for.`);
        return exportRuns(store, ids, { ...options, format }, terminal);
      }),
    );
}

async function exportRuns(
  store: Store,
  ids: readonly string[],
  { format, out, json }: ExportOptions & { readonly format: RunFormat },
  terminal: Terminal,
): Promise<void> {
  const written = (id: string): Iterable<string | Uint8Array> => runFormats[format](store.recorded(id));
  if (out === undefined) {
    checkStandardOutput(ids, format);
    for (const id of ids) await writeOut(terminal, written(id));
    return;
  }
  for (const { id, file } of outputFiles(ids, out, format)) {
    await writeFile(file, written(id));
    print(terminal, json ? JSON.stringify({ id, file }) : file);
  }
}

/** One figure, of all runs together. */
async function exportFigure(
  store: Store,
  ids: readonly string[],
  {
    format,
    figure: name = 'sharpness',
    x = 'step',
    xScale,
    yScale,
    at,
    seeds,
    of,
    against,
    out,
    json,
  }: ExportOptions & { readonly format: PictureFormat },
  terminal: Terminal,
): Promise<void> {
  const found = figures.find((one) => one.name === name);
  if (!found)
    throw new Refusal(
      2,
      `There is no figure ${name}. Figures: ${figures.map((one) => one.name).join(', ')}.`,
    );
  const chosen = of === undefined ? found : ofQuantity(found, of);
  const figure = yScale === undefined ? chosen : scaled(chosen, yScale);
  if (format === 'png' && out === undefined)
    throw new Refusal(2, 'A png file is not text: say where it goes with --out FILE.');
  const runs = ids.map((id) => store.recorded(id).run);
  if ('series' in abscissas[x]) sayUnplaced(runs, stepMaps(store, runs, abscissas[x]), terminal);
  const svg = figureSvg(store, runs, figure, {
    against: against === undefined ? null : referenceNamed(figure, ids, against),
    abscissa: abscissas[x],
    at: at ?? null,
    ...(xScale === undefined ? {} : { across: xScale }),
    ...(seeds === undefined ? {} : { together: seeds === 'together' }),
  });
  if (svg === null) {
    if (figure.kind === 'steps' && figure.beside) throw new Refusal(2, noPair(figure, ids));
    const recorded = figures.filter((one) => figureSvg(store, runs, one) !== null).map((one) => one.name);
    throw new Refusal(
      2,
      `${ids.length === 1 ? `Run ${ids[0]} has recorded nothing` : 'None of the runs has recorded anything'} that the figure ${name} draws. There is: ${recorded.join(', ') || 'nothing yet'}.`,
    );
  }
  if (out === undefined) return writeOut(terminal, [svg]);
  // The library that makes pictures takes its time to load: only who wants one waits for it.
  const picture = format === 'svg' ? svg : (await import('../png.ts')).toPng(svg);
  for (const { file } of outputFiles([name], out, format)) {
    await writeFile(file, [picture]);
    print(terminal, json ? JSON.stringify({ ids, figure: name, file }) : file);
  }
}

/** Says which runs have not recorded what an axis counts, and so are left out. @throws Refusal where none has */
function sayUnplaced(runs: readonly Run[], placed: ReadonlyMap<string, unknown>, terminal: Terminal): void {
  const without = runs.filter(({ id }) => !placed.has(id)).map(({ id }) => id);
  if (without.length === 0) return;
  const sentence = `No computing time was recorded of ${without.join(', ')}`;
  if (without.length === runs.length) throw new Refusal(2, `${sentence}, which --x seconds draws against.`);
  say(terminal, `${sentence}: left out of the figure.`);
}

/** A figure of pairs of another quantity. @throws Refusal where it is none of those */
function ofQuantity(figure: Figure, name: QuantityName): Figure {
  if (figure.kind === 'steps' && figure.of) return figure.of(quantities[name]);
  throw new Refusal(
    2,
    `The figure ${figure.name} is of no chosen quantity: --of is of difference and ratio.`,
  );
}

/** The id of the run that the others are compared with. @throws Refusal where it is none of the runs, or the figure none of pairs */
function referenceNamed(figure: Figure, ids: readonly string[], against: string): string {
  if (figure.kind !== 'steps' || !figure.beside)
    throw new Refusal(2, `The figure ${figure.name} compares no pairs: --against is of those that do.`);
  if (!ids.some((id) => id.startsWith(against)))
    throw new Refusal(2, `--against ${against} is none of the runs that are drawn: ${ids.join(', ')}.`);
  return findRun(ids, against);
}

/** Why a figure of pairs has nothing to draw. */
function noPair({ name, study }: StepFigure, ids: readonly string[]): string {
  if (ids.length < 2) return `The figure ${name} is of a run beside another, and one run was given.`;
  return study === 'distance'
    ? `None of the distances was computed. \`ravine distance ${ids[1]} ${ids[0]}\` does it, of runs with one start.`
    : `None of the pairs has a step at which both recorded what the figure ${name} compares.`;
}

/** A figure on a vertical scale. @throws Refusal where it has none such */
function scaled(figure: Figure, scale: Scale): Figure {
  if (figure.kind !== 'steps')
    throw new Refusal(
      2,
      `The figure ${figure.name} has scales of its own: --y-scale is of figures over the steps.`,
    );
  if (scale === figure.scale) return figure;
  if (!figure.turns)
    throw new Refusal(
      2,
      `The figure ${figure.name} is drawn on a ${figure.scale} axis only: its values have signs.`,
    );
  return turned(figure);
}

/** The value of `--at`. */
function stepNamed(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a step of the run.');
}

function checkStandardOutput(ids: readonly string[], format: RunFormat): void {
  if (format === 'npz') throw new Refusal(2, 'An npz file is not text: say where it goes with --out FILE.');
  if (format === 'csv' && ids.length > 1)
    throw new Refusal(2, 'Several runs are several tables: say where they go with --out FOLDER.');
}
