import { fork } from 'node:child_process';
import process from 'node:process';
import { parentPort, type ParentPort } from './parent.ts';

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

/** Who hears of a started process. `ended` comes once and last, with what is wrong with the ending, null where nothing is. */
export interface ApartListener {
  readonly heard: (message: unknown) => void;
  /** A piece of what it writes to standard error. */
  readonly wrote: (text: string) => void;
  readonly ended: (trouble: string | null) => void;
}

/** Starts a program as a process of its own. @returns a function that sends it a message, and one that ends it at once */
export type StartApart = (
  file: string,
  listener: ApartListener,
) => { readonly send: (message: object) => void; readonly kill: () => void };

const SAID_KEPT = 2000; // characters

let startApart: StartApart = forkApart;

/** Has processes of their own started in another way: by Electron, whose programs cannot start as Node. */
export function startApartBy(start: StartApart): void {
  startApart = start;
}

/**
 * Does something in a process of its own, so that a native crash, a hang or the memory it takes are not this process's. It does not outlive
 * this one.
 */
export function runApart({ file, request, limit, heard }: Errand): Promise<Ending> {
  return new Promise((resolve) => {
    let said = '';
    let late = false;
    const child = startApart(file, {
      heard,
      wrote: (text) => (said = (said + text).slice(-SAID_KEPT)),
      ended: (trouble) => {
        clearTimeout(timer);
        process.off('exit', kill);
        resolve({
          trouble: late ? `took longer than ${limit / 1000} s and was ended` : trouble,
          said: said.trim(),
        });
      },
    });
    const kill = (): void => child.kill();
    process.on('exit', kill);
    const timer = setTimeout(() => {
      late = true;
      kill();
    }, limit);
    if (request) child.send(request);
  });
}

function forkApart(file: string, { heard, wrote, ended }: ApartListener): ReturnType<StartApart> {
  const stdio = ['ignore', 'ignore', 'pipe', 'ipc'] as const;
  const child = fork(file, [], { stdio: [...stdio], execArgv: [], serialization: 'advanced' });
  let told = false;
  const end = (trouble: string | null): void => {
    if (!told) ended(trouble);
    told = true;
  };
  child.stderr?.setEncoding('utf8').on('data', wrote);
  child.on('message', heard);
  child.on('error', ({ message }) => end(`could not be started (${message})`));
  child.on('close', (code, signal) =>
    end(signal ? `was ended by ${signal}` : code === 0 ? null : `ended with code ${code}`),
  );
  return {
    send: (message) => child.send(message, () => undefined),
    kill: () => child.kill('SIGKILL'),
  };
}

/**
 * What an engine that Electron started sends to have processes of their own started for it, and what comes back: only Electron's main process
 * can start one. `apart` numbers them.
 */
export type ToStarter =
  | { readonly apart: number; readonly start: string }
  | { readonly apart: number; readonly send: object }
  | { readonly apart: number; readonly kill: true };
export type FromStarter =
  | { readonly apart: number; readonly heard: unknown }
  | { readonly apart: number; readonly wrote: string }
  | { readonly apart: number; readonly ended: string | null };

/** In a process that Electron started: has the starter of this one start the processes of `runApart`. */
export function relayApart(port: ParentPort | undefined = parentPort()): void {
  if (!port) return;
  const listeners = new Map<number, ApartListener>();
  let started = 0;
  const ask = (message: ToStarter): void => port.postMessage(message);
  port.on('message', ({ data }) => {
    const told = data as FromStarter;
    const listener = listeners.get(told.apart);
    if (!listener) return;
    if ('heard' in told) listener.heard(told.heard);
    else if ('wrote' in told) listener.wrote(told.wrote);
    else {
      listeners.delete(told.apart);
      listener.ended(told.ended);
    }
  });
  startApartBy((file, listener) => {
    const apart = started++;
    listeners.set(apart, listener);
    ask({ apart, start: file });
    return { send: (send) => ask({ apart, send }), kill: () => ask({ apart, kill: true }) };
  });
}
