import type { Lab } from '../../app/contract/contract.ts';
import { LabError } from '../../app/contract/contract.ts';
import { LARGEST_FILE, type DataFile } from '../../app/contract/data-file.ts';
import { bytesText } from '../../app/experiment/memory.ts';

/** A file that is to be sent: what a browser gives of one. */
export interface Sendable {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Users' files of data on the lab's machine: sent there, and looked into. */
export class DataFiles {
  readonly #lab: Lab;
  /** What is known of files, by the path that an experiment names them by. */
  known = $state.raw<Readonly<Record<string, DataFile | { readonly problem: string }>>>({});
  /** Name of the file that is on its way; null where none is. */
  sending = $state.raw<string | null>(null);
  /** What became of the files sent last, where something was wrong. */
  problems = $state.raw<readonly string[]>([]);
  readonly #asked = new Set<string>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** Sends files to be kept, one after the other. @returns those that were kept */
  async keep(files: readonly Sendable[]): Promise<readonly DataFile[]> {
    this.problems = [];
    const kept: DataFile[] = [];
    for (const file of files) {
      this.sending = file.name;
      const result = await this.#send(file);
      if (typeof result === 'string') this.problems = [...this.problems, result];
      else {
        kept.push(result);
        this.#learn(result.path, result);
      }
    }
    this.sending = null;
    return kept;
  }

  /** Has the lab look into a file that an experiment names, once. */
  async look(path: string): Promise<void> {
    if (path === '' || this.#asked.has(path)) return;
    this.#asked.add(path);
    try {
      this.#learn(path, await this.#lab.call('data.describe', { path }));
    } catch (error) {
      this.#learn(path, { problem: messageOf(error) });
    }
  }

  async #send(file: Sendable): Promise<DataFile | string> {
    if (file.size > LARGEST_FILE)
      return `${file.name} has ${bytesText(file.size)}, and at most ${bytesText(LARGEST_FILE)} are sent. On the machine of the lab it can be named by its path.`;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return await this.#lab.call('data.keep', { name: file.name, bytes });
    } catch (error) {
      return messageOf(error, file.name);
    }
  }

  #learn(path: string, what: DataFile | { readonly problem: string }): void {
    this.#asked.add(path);
    this.known = { ...this.known, [path]: what };
  }
}

/** A refusal's sentence, or why the browser could not read the file. */
function messageOf(error: unknown, name = ''): string {
  if (error instanceof LabError) return error.problems.map(({ message }) => message).join(' ');
  return `${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
}
