import type { Command } from 'commander';
import type { Mark, Slice } from '../../../app/study/slice.ts';
import type { Point } from '../../../app/study/study.ts';
import { jsonLine, short, table } from '../format.ts';
import { sliceHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { profilePicture } from '../picture.ts';
import { findRun } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import { askStudy, pointNamed } from '../study.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

interface SliceOptions extends CommonOptions {
  readonly at?: Point;
  readonly plane?: string;
  readonly points?: number;
  readonly extent?: number;
}

/** `ravine slice ID`: the loss on a line or a plane through kept parameters of a run. */
export function addSlice(program: Command, terminal: Terminal): void {
  common(program.command('slice').summary('evaluate the loss on a line or plane through a point of a run'))
    .argument('<id>', 'a run id, or a beginning of it that no other run shares')
    .option('--at <point>', 'start, final, or a step at which the run keeps its parameters', pointNamed)
    .option('--plane <directions>', 'u1, "u1,u2" or "u1,g" (default: u1)')
    .option('--points <number>', 'along each direction (default: 101 on a line, 41 on a plane)', Number)
    .option('--extent <number>', 'to both sides (default: the next iterates are on it)', Number)
    .addHelpText('after', sliceHelp)
    .action((given: string, { at: point, plane, points, extent, ...options }: SliceOptions) =>
      withLab(terminal, options, async (lab) => {
        const id = findRun(await knownIds(lab), given);
        const question = { id, point, plane, points, extent };
        const slice = await askStudy(lab, 'runs.slice', question, options, terminal);
        print(terminal, options.json ? jsonLine({ id, ...slice }) : text(slice));
      }),
    );
}

function text({ step, plane, coordinates, values, eigenvalues, iterates, ascent }: Slice): string {
  const [u1, second] = plane.split(',');
  const extent = short(coordinates.at(-1));
  const curvature = Array.from(eigenvalues, (value, i) => `λ${i + 1} ${short(value)}`).join(', ');
  const mark = (name: string, { first, second: along, off, loss }: Mark): string[] => [
    name,
    short(first),
    ...(second === undefined ? [] : [short(along)]),
    short(off),
    short(loss),
  ];
  const marks = [
    ['', `ALONG ${u1}`, ...(second === undefined ? [] : [`ALONG ${second}`]), 'OFF', 'LOSS'],
    ...iterates.map((iterate, i) => mark(i === 0 ? 'w' : `w +${i}`, iterate)),
    ...(ascent ? [mark('ascent', ascent)] : []),
  ];
  const [least, most] = extremes(values).map(short);
  return [
    `Step ${step}: the loss along ${plane.replace(',', ' and ')} from −${extent} to ${extent}, from ${least} to ${most}; ${curvature}`,
    ...(second === undefined ? [profilePicture(values)] : []),
    table(marks),
  ].join('\n\n');
}

/** The least and the largest of the values that are finite. */
function extremes(values: Float64Array): [number, number] {
  const finite = values.filter(Number.isFinite);
  return [
    finite.reduce((least, value) => Math.min(least, value), Infinity),
    finite.reduce((most, value) => Math.max(most, value), -Infinity),
  ];
}
