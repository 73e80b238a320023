import { fork } from 'node:child_process';
import process from 'node:process';

/** What a process of its own is asked, and for how long. */
export interface Errand {
  /** The program. It sends its answers to this process and ends. */
  readonly file: string;
  /** Sent to it when it starts. */
  readonly request?: object;
  /** Milliseconds until it is ended. */
  readonly limit: number;
  /** Told each of its messages. */
  readonly heard: (message: unknown) => void;
}

/** How such a process ended. */
export interface Ending {
  /** Null where it went as it should; else what happened to it, to follow its name: `was ended by SIGSEGV`. */
  readonly trouble: string | null;
  /** The end of what it wrote to standard error. */
  readonly said: string;
}

const SAID_KEPT = 2000; // characters

/**
 * Does something in a process of its own, so that a native crash, a hang or the memory it takes are not this process's. It does not outlive
 * this one.
 */
export function runApart({ file, request, limit, heard }: Errand): Promise<Ending> {
  return new Promise((resolve) => {
    const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
    const child = fork(file, [], { stdio: [...stdio], execArgv: [], serialization: 'advanced' });
    const kill = (): boolean => child.kill('SIGKILL');
    process.on('exit', kill);
    let late = false;
    const timer = setTimeout(() => (late = kill()), limit);
    let said = '';
    let ended = false;
    const end = (trouble: string | null): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      process.off('exit', kill);
      resolve({ trouble, said: said.trim() });
    };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-SAID_KEPT)));
    child.on('message', heard);
    child.on('error', ({ message }) => end(`could not be started (${message})`));
    child.on('close', (code, signal) =>
      end(
        late
          ? `took longer than ${limit / 1000} s and was ended`
          : signal
            ? `was ended by ${signal}`
            : code === 0
              ? null
              : `ended with code ${code}`,
      ),
    );
    if (request) child.send(request, () => undefined);
  });
}
