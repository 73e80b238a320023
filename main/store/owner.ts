import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** A process that works on runs. A name is used by one process once. */
export interface Owner {
  readonly name: string;
  readonly host: string;
  readonly pid: number;
}

/** An owner is gone when it has not sent a heartbeat for this long, in milliseconds; call `heartbeat` every few seconds. */
export const OWNER_PATIENCE_MS = 30_000;

const ofThisProcess = new Set<string>();

/** A new owner for this process. */
export function processOwner(): Owner {
  const name = randomUUID();
  ofThisProcess.add(name);
  return { name, host: hostname(), pid: process.pid };
}

/** Whether an owner's process is gone: silent for too long, or ended on this host. */
export function isGone(owner: Owner & { readonly heartbeat: number }, now: number): boolean {
  if (now - owner.heartbeat > OWNER_PATIENCE_MS) return true;
  if (owner.host !== hostname()) return false;
  // A pid is used again: in containers it is the same after every start.
  return owner.pid === process.pid ? !ofThisProcess.has(owner.name) : !isAlive(owner.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
