import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

type Answer = Readonly<Record<string, unknown>>;

/** A process kept alive that answers one line of JSON with one line of JSON. */
export class Child {
  readonly #process: ChildProcess;
  readonly #input: Writable;
  readonly #waiting: {
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  /** Lines that nobody has waited for yet. */
  readonly #early: Answer[] = [];
  #said = '';

  /** @param environment added to this process's own; undefined takes a variable away. */
  constructor(
    program: string,
    args: readonly string[],
    environment: Readonly<Record<string, string | undefined>> = {},
  ) {
    const child = spawn(program, args, { env: { ...process.env, ...environment } });
    this.#process = child;
    this.#input = child.stdin;
    child.stdin.on('error', () => undefined); // its end is told by `close`
    child.stderr.on('data', (text: Buffer) => (this.#said = (this.#said + text.toString()).slice(-2000)));
    lines(child.stdout, (line) => {
      const answer = JSON.parse(line) as Answer;
      const first = this.#waiting.shift();
      if (first) first.resolve(answer);
      else this.#early.push(answer);
    });
    child.on('error', (error) => this.#end(error.message));
    child.on('close', (code, signal) => this.#end(`ended by ${signal ?? `code ${code}`}`));
  }

  /** By itself or by a signal. */
  get #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  get id(): number | undefined {
    return this.#process.pid;
  }

  /** The next line it says. @throws Error if it ends first, with the last line of what it wrote */
  next(): Promise<Answer> {
    const early = this.#early.shift();
    if (early) return Promise.resolve(early);
    return new Promise((resolve, reject) => {
      if (this.#hasEnded) reject(new Error('has ended'));
      else this.#waiting.push({ resolve, reject });
    });
  }

  ask(question: object): Promise<Answer> {
    const answer = this.next();
    this.#input.write(`${JSON.stringify(question)}\n`);
    return answer;
  }

  close(): Promise<void> {
    if (this.#hasEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.#process.on('close', () => resolve());
      this.#process.kill('SIGKILL'); // it holds nothing worth saving, and native libraries are slow to leave
    });
  }

  #end(how: string): void {
    const last = this.#said.trim().split('\n').at(-1) ?? '';
    for (const { reject } of this.#waiting.splice(0))
      reject(new Error(last === '' ? how : `${how}: ${last}`));
  }
}

function lines(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream }).on('line', take);
}
