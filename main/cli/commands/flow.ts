import type { Command } from 'commander';
import type { Experiment } from '../../../app/experiment/experiment.ts';
import { flowDefaults } from '../../../app/experiment/flow.ts';
import type { Flow } from '../../../app/study/flow.ts';
import { jsonLine, short, table } from '../format.ts';
import { flowHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { findRun } from '../run-name.ts';
import { knownIds, withLab } from '../session.ts';
import { askStudy } from '../study.ts';
import { print } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

interface FlowOptions extends CommonOptions {
  readonly tolerance?: number;
  readonly evaluations?: number;
}

/** `ravine flow ID`: the gradient flow from a run's start, beside the run. */
export function addFlow(program: Command, terminal: Terminal): void {
  const { tolerance, evaluations } = flowDefaults;
  common(program.command('flow').summary('follow the gradient flow from the start of a run, beside the run'))
    .argument('<id>', 'a run id, or a beginning of it that no other run shares')
    .option('--tolerance <number>', `of the local error (default: ${tolerance})`, Number)
    .option('--evaluations <number>', `gradients at most (default: ${evaluations})`, Number)
    .addHelpText('after', flowHelp)
    .action((given: string, { tolerance, evaluations, ...options }: FlowOptions) =>
      withLab(terminal, options, async (lab) => {
        const id = findRun(await knownIds(lab), given);
        const flow = await askStudy(lab, 'runs.flow', { id, tolerance, evaluations }, options, terminal);
        if (options.json) return print(terminal, jsonLine({ id, ...flow }));
        const { experiment } = await lab.call('runs.get', { id });
        print(terminal, [text(flow), ...paceOf(experiment)].join('\n'));
      }),
    );
}

/** What is to be known of a run whose steps do not follow the flow at its own pace. */
function paceOf({ optimizer: { momentum } }: Experiment): string[] {
  if (momentum === 0) return [];
  return [
    `With momentum β = ${momentum} the steps follow the flow ${short(1 / (1 - momentum))} times as fast; the run is compared at ηt all the same.`,
  ];
}

function text(flow: Flow): string {
  const { step, time, distance, loss, runLoss, sharpness, steps, rejected, sentence } = flow;
  const head = ['STEP', 'TIME', '‖w − w(ηt)‖', 'LOSS', 'FLOW’S LOSS', 'FLOW’S λ1', 'STEPS', 'REJECTED'];
  const columns = [step, time, distance, runLoss, loss, sharpness, steps, rejected];
  const rows = Array.from(step, (_, i) => columns.map((column) => short(column[i])));
  return `${table([head, ...rows])}\n\n${sentence}`;
}
