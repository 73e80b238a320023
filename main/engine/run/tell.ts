import { wayText, type Way } from '../../../app/run/execution.ts';
import type { Phase } from '../../../app/run/phase.ts';

type Kind = Extract<Phase['kind'], 'choosing' | 'compiling'>;

/** Says what a run is busy with before its first step. Resolves when that has left the process, which may then be deaf for a while. */
export type Tell = (kind: Kind, what: string) => Promise<void>;

/** Says which ways are measured or compiled; nothing of plain loops, which stand before anybody has read it. */
export async function tellWays(tell: Tell, kind: Kind, ways: readonly Way[]): Promise<void> {
  if (ways.every(({ backend }) => backend === 'reference')) return;
  const names = ways.map(wayText).join(', ');
  await tell(kind, kind === 'choosing' ? `measuring ${names}` : names);
}
