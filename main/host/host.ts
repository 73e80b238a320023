import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import type { Lab } from '../../app/contract/contract.ts';
import { LAB_PATH } from '../../app/contract/message.ts';
import { newToken, refusal } from './access.ts';
import { Client } from './client.ts';
import { pageFor, sendPage, textPage } from './pages.ts';

/** Larger than any honest request: a thousand experiments with vectors of thousands. */
const LARGEST_FRAME = 64 << 20;

export interface HostOptions {
  readonly lab: Lab;
  /** 0: any free one. */
  readonly port: number;
  /** The built renderer. */
  readonly pages?: string;
}

/** The lab on a web address of this machine. */
export interface Host {
  /** With the token: whoever opens it is in. */
  readonly address: string;
  readonly port: number;
  readonly token: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** Serves the renderer and the lab's contract (message.ts) on 127.0.0.1. @throws the system's error where the port is not free. */
export async function openHost({ lab, port, pages = builtRenderer }: HostOptions): Promise<Host> {
  const token = newToken();
  const server = createServer((request, response) => {
    const refused = refusal(request);
    const page = refused === null ? pageFor(pages, request) : textPage(403, `${refused}\n`);
    void Promise.resolve(page)
      .then((found) => sendPage(found, request, response))
      .catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refused = refusal(request) !== null ? '403 Forbidden' : request.url !== LAB_PATH && '404 Not Found';
    if (refused) socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\n\r\n`);
    else sockets.handleUpgrade(request, socket, head, (opened) => new Client(opened, lab, token));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const at = portOf(server);
  return {
    address: `http://127.0.0.1:${at}/#token=${token}`,
    port: at,
    token,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const builtRenderer = join(import.meta.dirname, '../../dist/renderer');

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The host has no port.');
  return address.port;
}
