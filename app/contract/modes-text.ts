import type { BackendState } from './contract.ts';

/** A backend's modes in words: `plain, xla`; with its precisions where a mode has not all of the backend's: `plain, xla (float32)`. */
export function modesText({ precisions, modes }: Pick<BackendState, 'precisions' | 'modes'>): string {
  return modes
    .filter((mode) => mode.precisions.length > 0)
    .map((mode) =>
      mode.precisions.length < precisions.length ? `${mode.mode} (${mode.precisions.join(', ')})` : mode.mode,
    )
    .join(', ');
}
