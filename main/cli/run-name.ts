import { Refusal } from './terminal.ts';

const SHOWN = 8;

/** The ids of the runs that the given texts are or begin, each once. @throws Refusal where one is, or begins, none or several. */
export function findRuns(known: readonly string[], given: readonly string[]): string[] {
  return [...new Set(given.map((text) => findRun(known, text)))];
}

/** The id of the run that `given` is or begins. */
export function findRun(known: readonly string[], given: string): string {
  if (known.includes(given)) return given;
  const fitting = known.filter((id) => given !== '' && id.startsWith(given));
  if (fitting.length === 1 && fitting[0] !== undefined) return fitting[0];
  if (fitting.length === 0)
    throw new Refusal(2, `The store has no run ${given}. \`ravine list\` shows what it has.`);
  const some = fitting.slice(0, SHOWN).join(', ');
  throw new Refusal(
    2,
    `${given} begins ${fitting.length} run ids: ${some}${fitting.length > SHOWN ? ', …' : ''}.`,
  );
}
