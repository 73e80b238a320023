import type { Lab, LabEvent } from '../../app/contract/contract.ts';
import { activeStatuses, type Run } from '../../app/run/run.ts';

/** What of the desktop is told how runs go. */
export interface Desktop {
  /** Share of the active runs' steps that are done, on the window's place in the task bar; null where nothing computes. */
  progress(share: number | null): void;
  /** Whether the machine must be kept awake. */
  awake(needed: boolean): void;
  /** Whether somebody looks at the window. */
  seen(): boolean;
  notify(title: string, body: string): void;
}

const LONG = 60_000; // ms: the end of a run shorter than this is no news
const ended: readonly Run['status'][] = ['finished', 'converged', 'diverged', 'failed'];

/** Tells the desktop of the lab's runs: progress, that the machine must stay awake, the end of a long run out of sight. @returns the function that ends it */
export function watchRuns(lab: Pick<Lab, 'subscribe'>, desktop: Desktop): () => void {
  const active = new Map<string, Run>();
  const end = lab.subscribe((event) => {
    if (event.type === 'removed') for (const id of event.ids) active.delete(id);
    else if (event.type === 'run') takeUp(event);
    else return;
    const runs = [...active.values()];
    desktop.awake(runs.some(({ status }) => status === 'running'));
    desktop.progress(runs.length === 0 ? null : shareOf(runs));
  });

  function takeUp({ run }: Extract<LabEvent, { type: 'run' }>): void {
    const before = active.get(run.id);
    if (activeStatuses.includes(run.status)) active.set(run.id, run);
    else active.delete(run.id);
    if (before && ended.includes(run.status) && durationOf(run) >= LONG && !desktop.seen())
      desktop.notify(`${run.name || run.id} ${run.status}`, `After ${run.step} steps.`);
  }

  return () => {
    end();
    desktop.awake(false);
    desktop.progress(null);
  };
}

function shareOf(runs: readonly Run[]): number {
  const wanted = runs.reduce((sum, { experiment }) => sum + experiment.steps, 0);
  return runs.reduce((sum, { step }) => sum + step, 0) / wanted;
}

function durationOf({ startedAt, endedAt }: Run): number {
  return startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : 0;
}
