import type { Command } from 'commander';
import { thin } from '../../../app/series/thin.ts';
import type { Distance } from '../../../app/study/distance.ts';
import { jsonLine, short, table } from '../format.ts';
import { distanceHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { findRun } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import { askStudy } from '../study.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

const STRETCHES = 12; // of the table, each by its least and its largest distance

/** `ravine distance ID OTHER`: how far two runs with one start are from each other, at every step. */
export function addDistance(program: Command, terminal: Terminal): void {
  common(program.command('distance').summary('the distance of two runs with one start at every step'))
    .argument('<id>', 'a run id, or a beginning of it that no other run shares')
    .argument('<other>', 'another, that begins where the first does')
    .addHelpText('after', distanceHelp)
    .action((first: string, second: string, options: CommonOptions) =>
      withLab(terminal, options, async (lab) => {
        const known = await knownIds(lab);
        const question = { id: findRun(known, first), other: findRun(known, second) };
        const distance = await askStudy(lab, 'runs.distance', question, options, terminal);
        print(terminal, options.json ? jsonLine(distance) : text(distance));
      }),
    );
}

function text({ id, other, distance }: Distance): string {
  const steps = Float64Array.from(distance, (_, step) => step);
  const { step, value } = thin(steps, distance, STRETCHES);
  const rows = Array.from(step, (at, i) => [String(at), short(value[i])]);
  const whole = step.length === steps.length ? '' : ', least and largest of equal stretches';
  return `${id} from ${other} at ${distance.length} steps${whole}\n\n${table([['STEP', '‖w_A − w_B‖'], ...rows])}`;
}
