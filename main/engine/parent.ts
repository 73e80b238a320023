import process from 'node:process';

/** The process that started this one, over whatever connects them. */
export interface Parent {
  /** Resolves when the message has left this process. */
  send(message: object): Promise<void>;
  receive(listener: (message: unknown) => void): void;
  /** Ends this process when all that was sent has arrived. @param code 0 where left out */
  leave(code?: number): void;
}

/** What Electron gives a process that it started (docs/desktop.md). */
export interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The port to Electron; undefined in a process that Node started. */
export function parentPort(): ParentPort | undefined {
  return (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
}

/** The process that started this one; null where it was started by hand. This process ends when that one is gone. */
export function findParent(): Parent | null {
  const port = parentPort();
  if (port) return ofElectron(port);
  if (!process.send) return null;
  process.on('disconnect', () => process.exit(0));
  return {
    send: (message) => new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve())),
    receive: (listener) => process.on('message', listener),
    leave: (code = 0) => process.exit(code),
  };
}

/** A process of Electron's says that it leaves and goes when its starter has heard it: what was sent before has then arrived. */
export const LEAVING = { leaving: true } as const;
export const LEAVE = { leave: true } as const;

export function isLeaving(message: object): boolean {
  return 'leaving' in message;
}

/** Electron ends its processes itself when it ends. */
function ofElectron(port: ParentPort): Parent {
  return {
    send: (message) => {
      port.postMessage(message);
      return Promise.resolve();
    },
    receive: (listener) => port.on('message', ({ data }) => listener(data)),
    leave: (code = 0) => {
      port.on('message', ({ data }) => {
        if (typeof data === 'object' && data !== null && 'leave' in data) process.exit(code);
      });
      port.postMessage(LEAVING);
    },
  };
}
