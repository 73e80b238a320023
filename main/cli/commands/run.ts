import { Option } from 'commander';
import type { Command } from 'commander';
import type { Lab } from '../../../app/contract/contract.ts';
import { LabError } from '../../../app/contract/contract.ts';
import { backends } from '../../../app/experiment/experiment.ts';
import { activeStatuses } from '../../../app/run/run.ts';
import type { Run } from '../../../app/run/run.ts';
import { runHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { progress } from '../progress.ts';
import type { Progress } from '../progress.ts';
import { resultLine, resultText } from '../result.ts';
import { withLab } from '../session.ts';
import { inSource, isObject, readSpecs } from '../spec.ts';
import { print, Refusal } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

interface RunOptions extends CommonOptions {
  readonly backend?: string;
  readonly parallel?: number;
}

/** `ravine run SPEC…`: experiments to their end, results in the order of completion. */
export function addRun(program: Command, terminal: Terminal): void {
  const command = program
    .command('run')
    .summary('run experiments to their end')
    .argument('<spec...>', 'an experiment file, - for standard input, or preset:NAME')
    .addOption(new Option('--backend <name>', 'instead of what the experiment says').choices(backends));
  common(command)
    .addHelpText('after', runHelp)
    .action((specs: string[], options: RunOptions) =>
      withLab(terminal, options, async (lab) => {
        const ids = await start(lab, specs, options, terminal);
        const runs = await finish(lab, ids, options, terminal);
        if (runs.some(({ status }) => status === 'failed')) throw new Refusal(1, '');
      }),
    );
}

async function start(
  lab: Lab,
  specs: readonly string[],
  { backend }: RunOptions,
  terminal: Terminal,
): Promise<readonly string[]> {
  const written = await readSpecs(specs, await lab.call('presets.list', {}), terminal);
  const experiments = written.map(({ experiment }) =>
    backend !== undefined && isObject(experiment) ? { ...experiment, backend } : experiment,
  );
  try {
    return (await lab.call('runs.start', { experiments })).ids;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new Refusal(2, error.problems.map((problem) => inSource(problem, written)).join('\n'));
  }
}

/** Waits for the runs, printing each as it ends. The first interruption stops them, keeping what was computed. */
async function finish(
  lab: Lab & { kill(): void },
  ids: readonly string[],
  { json, quiet }: RunOptions,
  terminal: Terminal,
): Promise<Run[]> {
  const shown = progress(terminal, quiet ?? false);
  const left = new Set(ids);
  const ended: Run[] = [];
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) {
      lab.kill();
      shown.end();
      process.exit(130);
    }
    interrupted = true;
    shown.note('Stopping; what was computed is kept. Once more to stop at once.');
    void lab.call('runs.stop', { ids: [...left] });
  };
  terminal.signals.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    await watch(lab, left, shown, (run) => {
      ended.push(run);
      print(terminal, json ? resultLine(run) : resultText(run));
    });
  } finally {
    shown.end();
    terminal.signals.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
  if (interrupted) throw new Refusal(130, '');
  return ended;
}

/** Resolves when none of `left` is active any more. */
function watch(lab: Lab, left: Set<string>, shown: Progress, ended: (run: Run) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const see = (run: Run): void => {
      if (!left.has(run.id)) return;
      shown.show(run);
      if (activeStatuses.includes(run.status)) return;
      left.delete(run.id);
      ended(run);
      if (left.size === 0) settle();
    };
    const unsubscribe = lab.subscribe((event) => {
      if (event.type === 'run') see(event.run);
    });
    const settle = (): void => {
      unsubscribe();
      resolve();
    };
    // What ended before the subscription.
    Promise.all([...left].map((id) => lab.call('runs.get', { id }))).then(
      (runs) => runs.forEach(see),
      reject,
    );
  });
}
