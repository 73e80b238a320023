import type { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** Where a command line lives: a process's own streams, or a test's. */
export interface Terminal {
  readonly stdin: Readable;
  /** Results and nothing else. */
  readonly stdout: Writable & { readonly isTTY?: boolean };
  /** Progress and messages. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Emits `endSignals`. */
  readonly signals: EventEmitter;
}

/** Ctrl-C, the system's end, the terminal's end. */
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The end of a command with a status other than 0, after its message was written to standard error. */
export class Refusal extends Error {
  /** 1 failed, 2 wrong usage or an invalid experiment, 130 interrupted. */
  readonly status: 1 | 2 | 130;

  /** @param message empty where everything has been said. */
  constructor(status: 1 | 2 | 130, message: string) {
    super(message);
    this.status = status;
  }
}

export function print(terminal: Terminal, text: string): void {
  terminal.stdout.write(`${text}\n`);
}

export function say(terminal: Terminal, text: string): void {
  terminal.stderr.write(`${text}\n`);
}
