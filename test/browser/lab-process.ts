import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
const cli = join(root, 'main/cli/main.ts');

/** `ravine serve` as users start it, on a store of the test's own. */
export class LabProcess {
  readonly address: string;
  readonly #child: ChildProcessWithoutNullStreams;

  private constructor(child: ChildProcessWithoutNullStreams, address: string) {
    this.#child = child;
    this.address = address;
  }

  /** @returns once the lab has printed its address. */
  static async start(store: string): Promise<LabProcess> {
    if (!existsSync(join(root, 'dist/renderer/index.html')))
      throw new Error('The screens are not built: `npm test` builds them first.');
    const child = spawn(process.execPath, [
      cli,
      'serve',
      '--port',
      '0',
      '--store',
      store,
      '--json',
      '--quiet',
    ]);
    let said = '';
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    const lines = createInterface({ input: child.stdout });
    const [line] = (await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`ravine serve ended with ${code}: ${said}`);
      }),
    ])) as [string];
    const { address } = JSON.parse(line) as { address: string };
    return new LabProcess(child, address);
  }

  /** Ends it: `SIGTERM` as a user does, `SIGKILL` as a crash does. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    await gone;
  }
}

/** What a command prints. @throws Error with what it says on standard error where it fails. */
export function ravine(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`ravine ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}
