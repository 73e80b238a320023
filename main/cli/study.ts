import { SingleBar } from 'cli-progress';
import { InvalidArgumentError } from 'commander';
import { LabError } from '../../app/contract/contract.ts';
import type { LabEvent, Results } from '../../app/contract/contract.ts';
import type { Point } from '../../app/study/study.ts';
import { ask } from '../lab/answer.ts';
import type { LocalLab } from '../lab/lab.ts';
import type { CommonOptions } from './options.ts';
import { endSignals, Refusal, say } from './terminal.ts';
import type { Terminal } from './terminal.ts';

type StudyMethod = 'runs.spectrum' | 'runs.slice' | 'runs.flow' | 'runs.distance';
type StudyEvent = Extract<LabEvent, { type: 'study' }>;

/** Refused before anything was computed: what was asked for is not there. */
const WRONG_USE: ReadonlySet<string> = new Set([
  'bad-parameters',
  'unknown-run',
  'no-point',
  'no-parameters',
  'not-paired',
]);

/**
 * Puts a question about a run to the lab and shows how far its answer is. An interruption calls it off; the second kills.
 * @throws LabError where the question cannot be asked
 * @throws Refusal where it was called off, or has no answer
 */
export async function askStudy<M extends StudyMethod>(
  lab: LocalLab,
  method: M,
  question: { readonly id: string } & Readonly<Record<string, unknown>>,
  { quiet }: CommonOptions,
  terminal: Terminal,
): Promise<Results[M]> {
  const shown: Progress = quiet ? { show: () => undefined, end: () => undefined } : progress(terminal);
  const unsubscribe = lab.subscribe((event) => event.type === 'study' && shown.show(event));
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) {
      lab.kill();
      process.exit(130);
    }
    interrupted = true;
    lab
      .call('runs.cancelStudies', { ids: [question.id] })
      .catch((error: Error) => say(terminal, error.message));
  };
  for (const signal of endSignals) terminal.signals.on(signal, interrupt);
  try {
    return await ask(lab, method, question);
  } catch (error) {
    if (interrupted) throw new Refusal(130, 'Called off; nothing of it is kept.');
    if (error instanceof LabError && !error.problems.some(({ code }) => WRONG_USE.has(code)))
      throw new Refusal(1, error.message);
    throw error;
  } finally {
    unsubscribe();
    shown.end();
    for (const signal of endSignals) terminal.signals.off(signal, interrupt);
  }
}

/** The value of `--at`. */
export function pointNamed(text: string): Point {
  if (text === 'start' || text === 'final') return text;
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('start, final, or a step at which the run keeps its parameters.');
}

interface Progress {
  show(event: StudyEvent): void;
  end(): void;
}

const LINE_EVERY_MS = 10_000;

/** A bar on a terminal, else a line now and then. */
function progress(terminal: Terminal): Progress {
  if (terminal.stderr.isTTY) return bar(terminal);
  let due = performance.now() + LINE_EVERY_MS;
  return {
    show: ({ share, what }) => {
      if (performance.now() < due) return;
      due = performance.now() + LINE_EVERY_MS;
      say(terminal, `${what}: ${Math.floor(100 * share)} %`);
    },
    end: () => undefined,
  };
}

function bar(terminal: Terminal): Progress {
  const drawn = new SingleBar({
    stream: terminal.stderr,
    format: '{bar} {percentage}% | {what}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false, // Ctrl-C is ours: it calls the question off
  });
  let started = false;
  return {
    show: ({ share, what }) => {
      if (!started) drawn.start(1, 0, { what });
      started = true;
      drawn.update(share, { what });
    },
    end: () => {
      if (started) drawn.stop();
    },
  };
}
