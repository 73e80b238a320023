import type { Lab } from '../../app/contract/contract.ts';
import { activeStatuses } from '../../app/run/run.ts';
import { bytesText } from '../../app/experiment/memory.ts';
import type { Run } from '../../app/run/run.ts';
import type { CommonOptions } from './options.ts';
import { progress } from './progress.ts';
import type { Progress } from './progress.ts';
import { resultLine, resultText } from './result.ts';
import { endSignals, print, Refusal } from './terminal.ts';
import type { Terminal } from './terminal.ts';

const WORTH_TELLING = 1e9; // bytes

/**
 * Waits for the runs, printing each as it ends. The first interruption stops them, keeping what was computed; the second kills.
 * @throws Refusal where a run failed, or the runs were interrupted.
 */
export async function finish(
  lab: Lab & { kill(): void },
  ids: readonly string[],
  { json, quiet }: CommonOptions,
  terminal: Terminal,
): Promise<void> {
  const shown = progress(terminal, quiet ?? false);
  const left = new Set(ids);
  const results: string[] = [];
  const printAll = (): void => results.splice(0).forEach((result) => print(terminal, result));
  let failed = false;
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) {
      lab.kill();
      shown.end();
      process.exit(130);
    }
    interrupted = true;
    shown.note('Stopping; what was computed is kept. Once more to stop at once.');
    lab.call('runs.stop', { ids: [...left] }).catch((error: Error) => shown.note(error.message));
  };
  for (const signal of endSignals) terminal.signals.on(signal, interrupt);
  try {
    const told = new Set<string>();
    const tellMemory = (run: Run): void => {
      const bytes = run.execution?.memoryEstimate ?? 0;
      if (bytes < WORTH_TELLING || told.has(run.id)) return;
      told.add(run.id);
      shown.note(`${run.name || run.id} needs about ${bytesText(bytes)} of memory.`);
    };
    await watch(lab, left, shown, tellMemory, (run) => {
      failed ||= run.status === 'failed';
      results.push(json ? resultLine(run) : resultText(run));
      if (!shown.covers) printAll();
    });
  } finally {
    shown.end();
    printAll();
    for (const signal of endSignals) terminal.signals.off(signal, interrupt);
    // The lab is being closed: a signal ends that at once, with the same exit status.
    if (interrupted) for (const signal of endSignals) terminal.signals.on(signal, () => process.exit(130));
  }
  if (interrupted) throw new Refusal(130, '');
  if (failed) throw new Refusal(1, '');
}

/** Resolves when none of `left` is active any more. */
function watch(
  lab: Lab,
  left: Set<string>,
  shown: Progress,
  seen: (run: Run) => void,
  ended: (run: Run) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const see = (run: Run): void => {
      if (!left.has(run.id)) return;
      seen(run);
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
