import type { Experiment } from './experiment.ts';

/** That a loss has kinks, as an event of a run. */
interface KinkNote {
  readonly kind: 'kinks';
  readonly sentence: string;
}

/** What a run says whose network has ReLUs; null for smooth losses. */
export function kinkNote({ objective }: Pick<Experiment, 'objective'>): KinkNote | null {
  const network = objective.kind === 'network' ? objective.network : null;
  if (!network || !('activation' in network) || network.activation !== 'relu') return null;
  return {
    kind: 'kinks',
    sentence:
      'The loss has kinks, where units switch: the second and third derivatives are those between them, and below the edge δ may change its sign by crossing one.',
  };
}
