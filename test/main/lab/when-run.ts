import type { Run } from '../../../app/run/run.ts';
import type { LocalLab } from '../../../main/lab/lab.ts';
import type { Store } from '../../../main/store/store.ts';

/** The run once it satisfies a condition; told by the lab's events. */
export function whenRun(
  { lab, store }: { readonly lab: LocalLab; readonly store: Store },
  id: string,
  condition: (run: Run) => boolean,
): Promise<Run> {
  return new Promise((resolve) => {
    const see = (run: Run | null): void => {
      if (run?.id !== id || !condition(run)) return;
      unsubscribe();
      resolve(run);
    };
    const unsubscribe = lab.subscribe((event) => event.type === 'run' && see(event.run));
    see(store.getRun(id));
  });
}
