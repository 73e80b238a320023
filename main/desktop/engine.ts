import type { UtilityProcess, utilityProcess } from 'electron';
import type { ApartListener, FromStarter, StartApart, ToStarter } from '../engine/own-process.ts';
import { isLeaving, LEAVE } from '../engine/parent.ts';
import type { FromEngine } from '../engine/protocol.ts';
import type { EngineProcess, StartEngine } from '../lab/engine-process.ts';

type Fork = typeof utilityProcess.fork;

const STDERR_KEPT = 4000; // characters
const options = { stdio: 'pipe' } as const;

/**
 * Starts engines as utility processes of Electron, whose own program cannot start as Node (fuses.ts). The protocol is that of a child process;
 * what an engine wants to try in a process of its own is started for it here.
 */
export function utilityEngine(fork: Fork, file: string): StartEngine {
  const startApart = utilityApart(fork);
  return (listener): EngineProcess => {
    const child = fork(file, [], { ...options, serviceName: 'Ravine engine' });
    const apart = new Map<number, ReturnType<StartApart>>();
    const stderr = keepsEnd(child);
    child.on('error', hearsNoMore);
    child.on('message', (message: FromEngine | ToStarter) => {
      if (isLeaving(message)) child.postMessage(LEAVE);
      else if ('apart' in message) serveApart(child, apart, startApart, message);
      else listener.message(message);
    });
    child.on('exit', (code) => {
      for (const { kill } of apart.values()) kill();
      listener.exit({ code, signal: null, stderr: stderr() });
    });
    return { send: (message) => child.postMessage(message), kill: () => end(child) };
  };
}

/** Starts a program as a utility process, for what is tried apart from this one. */
export function utilityApart(fork: Fork): StartApart {
  return (file, { heard, wrote, ended }) => {
    const child = fork(file, [], { ...options, serviceName: 'Ravine trial' });
    child.stderr?.on('data', (text: Buffer) => wrote(text.toString()));
    child.on('error', hearsNoMore);
    child.on('message', (message: object) => {
      if (isLeaving(message)) child.postMessage(LEAVE);
      else heard(message);
    });
    child.on('exit', (code) => ended(code === 0 ? null : `ended with code ${code}`));
    return { send: (message) => child.postMessage(message), kill: () => end(child) };
  };
}

function serveApart(
  engine: UtilityProcess,
  started: Map<number, ReturnType<StartApart>>,
  startApart: StartApart,
  asked: ToStarter,
): void {
  const { apart } = asked;
  const tell = (message: FromStarter): void => engine.postMessage(message);
  const listener: ApartListener = {
    heard: (heard) => tell({ apart, heard }),
    wrote: (wrote) => tell({ apart, wrote }),
    ended: (ended) => {
      started.delete(apart);
      tell({ apart, ended });
    },
  };
  if ('start' in asked) started.set(apart, startApart(asked.start, listener));
  else if ('send' in asked) started.get(apart)?.send(asked.send);
  else started.get(apart)?.kill();
}

/** V8 gave up in it. Its exit comes next and tells the rest; an `error` that nobody hears would end the application. */
function hearsNoMore(): void {
  // Nothing: what V8 said is on the process's standard error.
}

/** Native libraries write to both of a process's outputs; the end of it is what a failure shows. */
function keepsEnd({ stdout, stderr }: UtilityProcess): () => string {
  let end = '';
  for (const stream of [stdout, stderr])
    stream?.on('data', (text: Buffer) => (end = (end + text.toString()).slice(-STDERR_KEPT)));
  return () => end.trim();
}

/** At once: `kill` alone asks first, and a library that hangs does not hear. */
function end(child: UtilityProcess): void {
  const { pid } = child;
  child.kill();
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended.
  }
}
