import { homedir } from 'node:os';
import type { Lab } from '../../app/contract/contract.ts';
import { appVersion } from '../app-version.ts';
import { LocalLab } from '../lab/lab.ts';
import { Store } from '../store/store.ts';
import type { CommonOptions } from './options.ts';
import { usualStoreFile } from '../store/store-file.ts';
import { say } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** Opens the store the options name, says what its opening brought up, and closes it after `work`. */
export async function withStore<T>(
  terminal: Terminal,
  { store: named, quiet }: CommonOptions,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const { environment } = terminal;
  const usual = usualStoreFile({ platform: process.platform, home: homedir(), environment });
  const store = Store.open(named ?? (environment['RAVINE_STORE'] || usual), { appVersion: appVersion() });
  try {
    if (!quiet) store.messages.forEach((message) => say(terminal, message));
    return await work(store);
  } finally {
    store.close();
  }
}

/** The same with a lab over the store; runs it still computes afterwards are interrupted. */
export function withLab<T>(
  terminal: Terminal,
  options: CommonOptions,
  work: (lab: LocalLab) => Promise<T>,
): Promise<T> {
  return withStore(terminal, options, async (store) => {
    const lab = new LocalLab({ store });
    try {
      return await work(lab);
    } finally {
      await lab.close();
    }
  });
}

export async function knownIds(lab: Lab): Promise<string[]> {
  return (await lab.call('runs.list', {})).map(({ id }) => id);
}
