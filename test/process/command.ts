import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

const entry = join(import.meta.dirname, '../../main/cli/main.ts');

/** What a command that ended wrote, and its exit status. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** `ravine` as a process of its own. */
export class Command {
  readonly child: ChildProcess;
  out = '';
  err = '';
  readonly #ended: Promise<unknown[]>;
  static readonly #living = new Set<Command>();

  constructor(args: readonly string[], input = '') {
    this.child = spawn(process.execPath, [entry, ...args], { stdio: 'pipe' });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.#ended = once(this.child, 'close');
    this.child.stdin?.end(input);
    Command.#living.add(this);
    this.child.on('close', () => Command.#living.delete(this));
  }

  /** Ends what a failed test left behind; engines follow their lab. */
  static async endAll(): Promise<void> {
    await Promise.all(
      [...Command.#living].map((command) => {
        command.child.kill('SIGKILL');
        return command.ended();
      }),
    );
  }

  async ended(): Promise<Ended> {
    const [status] = (await this.#ended) as [number | null];
    return { status, out: this.out, err: this.err };
  }

  /** Its child processes that live: engines. */
  async engines(): Promise<number[]> {
    return (await processes()).flatMap(({ pid, parent }) => (parent === this.child.pid ? [pid] : []));
  }
}

export function ravine(args: readonly string[], input = ''): Promise<Ended> {
  return new Command(args, input).ended();
}

/** Whether a process lives (a zombie does not). */
export async function lives(pid: number): Promise<boolean> {
  return (await processes()).some((process) => process.pid === pid);
}

async function processes(): Promise<{ readonly pid: number; readonly parent: number }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,stat=']);
  return stdout
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [pid, parent, state = 'Z'] = line.trim().split(/\s+/);
      return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent) }];
    });
}
