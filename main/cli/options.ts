import type { Command } from 'commander';

/** Options every command takes. */
export interface CommonOptions {
  readonly store?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** Adds them to a command. */
export function common(command: Command): Command {
  return command
    .option('--store <file>', 'the store to use (else $RAVINE_STORE, else the one in your data folder)')
    .option('--json', 'print JSON, one object a line')
    .option('--quiet', 'no progress and no messages but errors');
}
