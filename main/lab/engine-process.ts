import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { FromEngine, ToEngine } from '../engine/protocol.ts';

/** With the processes that it started to try backends. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill('SIGKILL');
  else process.kill(-child.pid, 'SIGKILL');
}

const STDERR_KEPT = 4000;

/** How an engine process ended: with a code, or by a signal. */
export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The end of what it wrote to its standard error. */
  readonly stderr: string;
}

/** How an engine ended, to follow its name, and the end of what it wrote, empty where it wrote nothing. */
export function describeExit({ code, signal, stderr }: EngineExit): {
  readonly how: string;
  readonly said: string;
} {
  const how = signal
    ? `was ended by ${signal}`
    : code === null
      ? 'could not start'
      : `ended with code ${code}`;
  return { how, said: stderr ? ` The end of what it wrote:\n${stderr}` : '' };
}

/** Who listens to an engine. `exit` comes once, last, and after every message. */
export interface EngineListener {
  message(message: FromEngine): void;
  exit(exit: EngineExit): void;
}

/** An engine process as its owner holds it. What is sent after its end is lost; the end itself is told. */
export interface EngineProcess {
  send(message: ToEngine): void;
  /** Ends it at once. */
  kill(): void;
}

export type StartEngine = (listener: EngineListener) => EngineProcess;

/**
 * Starts engines as child processes of Node. Outside Windows each is the leader of its own process group: Ctrl-C in a terminal reaches
 * the lab, which stops its engines in order. An engine ends by itself when its lab is gone.
 */
export function forkEngine(file: string): StartEngine {
  return (listener) => {
    const child = fork(file, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      detached: process.platform !== 'win32',
    });
    let stderr = '';
    let exit: Pick<EngineExit, 'code' | 'signal'> | null = null;
    let connected = true;
    let told = false;
    const keep = (text: string): void => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    };
    /** Streams and channel may close in either order. */
    const end = (): void => {
      if (told || exit === null || connected) return;
      told = true;
      listener.exit({ ...exit, stderr: stderr.trim() });
    };
    // Native libraries write to both.
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('message', (message) => listener.message(message as unknown as FromEngine));
    child.on('error', (error) => {
      keep(`${error.message}\n`);
      if (child.pid !== undefined) return;
      // It never started: nothing else will come.
      [exit, connected] = [{ code: null, signal: null }, false];
      end();
    });
    child.on('disconnect', () => {
      connected = false;
      end();
    });
    child.on('close', (code, signal) => {
      exit = { code, signal };
      end();
    });
    return {
      send: (message) => {
        child.send(message, () => undefined);
      },
      kill: () => killGroup(child),
    };
  };
}
