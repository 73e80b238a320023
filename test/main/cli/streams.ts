import { EventEmitter } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import type { Terminal } from '../../../main/cli/terminal.ts';

/** A terminal whose output is read back as text. */
export interface TestTerminal extends Terminal {
  readonly signals: EventEmitter;
  out(): string;
  err(): string;
}

export function testTerminal(input = '', environment: Record<string, string> = {}): TestTerminal {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const texts = { out: '', err: '' };
  stdout.setEncoding('utf8').on('data', (part: string) => (texts.out += part));
  stderr.setEncoding('utf8').on('data', (part: string) => (texts.err += part));
  return {
    stdin: Readable.from([input]),
    stdout,
    stderr,
    environment,
    signals: new EventEmitter(),
    out: () => texts.out,
    err: () => texts.err,
  };
}
