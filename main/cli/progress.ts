import { MultiBar } from 'cli-progress';
import type { SingleBar } from 'cli-progress';
import { openingPhase, stateOf } from '../../app/run/phase.ts';
import { activeStatuses } from '../../app/run/run.ts';
import type { Run } from '../../app/run/run.ts';
import { duration } from './format.ts';
import { say } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Shows how far runs are. */
export interface Progress {
  show(run: Run): void;
  /** A line among the progress. */
  note(text: string): void;
  end(): void;
  /** Whether it draws where results are printed: they wait for its end. */
  readonly covers: boolean;
}

/** Seconds of computing between two lines of a run where there is no terminal. */
const LINE_EVERY_SECONDS = 10;

export function progress(terminal: Terminal, quiet: boolean): Progress {
  if (quiet) return { show: () => undefined, note: () => undefined, end: () => undefined, covers: false };
  return terminal.stderr.isTTY ? bars(terminal) : lines(terminal);
}

/** One bar a run, with its rate and the time left. */
function bars(terminal: Terminal): Progress {
  const all = new MultiBar({
    // cli-progress asks for Node's type, but only writes.
    stream: terminal.stderr,
    format: '{name} {bar} {percentage}% | {value}/{total} | {rate}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: false,
    stopOnComplete: false,
    gracefulExit: false, // Ctrl-C is ours: it stops the runs first
    emptyOnZero: true,
  });
  const bar = new Map<string, SingleBar>();
  return {
    show: (run) => {
      const known = bar.get(run.id) ?? all.create(run.experiment.steps, 0);
      bar.set(run.id, known);
      known.update(run.step, { name: named(run), rate: rate(run) });
    },
    note: (text) => all.log(`${text}\n`),
    end: () => all.stop(),
    covers: terminal.stdout.isTTY ?? false,
  };
}

/** A line for each phase before a run's first step, when it starts, and every ten seconds of its computing time. */
function lines(terminal: Terminal): Progress {
  const said = new Map<string, number>();
  /** Phases that a line was said of. */
  const begun = new Set<string>();
  return {
    show: (run) => {
      const opening = openingPhase(run);
      if (opening && !begun.has(run.id + opening.since)) {
        begun.add(run.id + opening.since);
        say(terminal, `${named(run)}: ${rate(run)}`);
      }
      if (run.status !== 'running' || opening) return;
      const before = said.get(run.id);
      if (before !== undefined && run.seconds < before + LINE_EVERY_SECONDS) return;
      said.set(run.id, run.seconds);
      say(terminal, `${named(run)}: step ${run.step} of ${run.experiment.steps}, ${rate(run)}`);
    },
    note: (text) => say(terminal, text),
    end: () => undefined,
    covers: false,
  };
}

const NAME_SHOWN = 40;

function named({ name, id }: Run): string {
  const full = name || id;
  return full.length > NAME_SHOWN ? `${full.slice(0, NAME_SHOWN - 1)}…` : full;
}

function rate(run: Run): string {
  if (!activeStatuses.includes(run.status)) return `${run.status}, ${duration(run.seconds)}`;
  const opening = openingPhase(run);
  if (opening) return `${opening.kind}: ${opening.what}`;
  if (run.status !== 'running' || run.phase || run.step === 0 || run.seconds === 0) return stateOf(run);
  const perSecond = run.step / run.seconds;
  const left = (run.experiment.steps - run.step) / perSecond;
  return `${Math.round(perSecond)} steps/s, ${duration(left)} left`;
}
