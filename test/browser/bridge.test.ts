import { afterEach, expect, test, vi } from 'vitest';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { WebSocket as Socket } from 'ws';
import type { LabEvent } from '../../app/contract/contract.ts';
import { decodeMessage, encodeMessage } from '../../app/contract/frames.ts';
import { CLOSED_TOKEN, LAB_PATH } from '../../app/contract/message.ts';
import type { Message } from '../../app/contract/message.ts';
import { WebBridge } from '../../renderer/bridge/web.ts';

/** A host that lets a token in and answers as a test says. */
class Host {
  readonly server: WebSocketServer;
  readonly sockets = new Set<Socket>();
  readonly heard: Message[] = [];

  constructor(token: string, answer: (message: Message, socket: Socket) => void, port = 0) {
    this.server = new WebSocketServer({ host: '127.0.0.1', port, path: LAB_PATH });
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('message', (data: Buffer, binary) => {
        const message = decodeMessage(binary ? data : data.toString());
        if (!('token' in message)) {
          this.heard.push(message);
          answer(message, socket);
        } else if (message.token === token) socket.send(encodeMessage({ welcome: true }));
        else socket.close(CLOSED_TOKEN);
      });
    });
  }

  async port(): Promise<number> {
    await vi.waitFor(() => expect(this.server.address()).not.toBeNull());
    return (this.server.address() as AddressInfo).port;
  }

  end(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const hosts: Host[] = [];
function host(...[token, answer, port]: ConstructorParameters<typeof Host>): Host {
  const one = new Host(token, answer, port);
  hosts.push(one);
  return one;
}
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((one) => one.end()));
});

/** Answers list and read, refuses the rest. */
function answer(message: Message, socket: Socket): void {
  if (!('method' in message)) return;
  const { id, method } = message;
  const window = {
    id: 'a',
    name: 'loss',
    step: Float64Array.of(0, 1),
    value: Float64Array.of(NaN, 0.5),
    recorded: 2,
    thinned: false,
  };
  if (method === 'runs.list') socket.send(encodeMessage({ id, result: [] }));
  else if (method === 'series.read') socket.send(encodeMessage({ id, result: [window] }));
  else if (method !== 'runs.pause')
    socket.send(
      encodeMessage({
        id,
        problems: [{ code: 'unknown-run', message: 'There is no such run.', place: 'id' }],
      }),
    );
}

test('calls made before the welcome are answered after it; series arrive as typed arrays', async () => {
  const one = host('secret', answer);
  const bridge = new WebBridge(`http://127.0.0.1:${await one.port()}`, 'secret');
  expect(bridge.state).toBe('connecting');
  const [runs, windows] = await Promise.all([
    bridge.call('runs.list', {}),
    bridge.call('series.read', { series: [{ id: 'a', name: 'loss' }] }),
  ]);
  expect(runs).toEqual([]);
  expect(windows[0]?.value).toEqual(Float64Array.of(NaN, 0.5));
});

test('a refused call throws its problems', async () => {
  const one = host('secret', answer);
  const bridge = new WebBridge(`http://127.0.0.1:${await one.port()}`, 'secret');
  await expect(bridge.call('runs.get', { id: 'x' })).rejects.toMatchObject({
    problems: [{ code: 'unknown-run', message: 'There is no such run.', place: 'id' }],
  });
});

test('a wrong token ends it: nothing is tried again', async () => {
  const one = host('secret', answer);
  const bridge = new WebBridge(`http://127.0.0.1:${await one.port()}`, 'guess');
  await expect(bridge.call('runs.list', {})).rejects.toMatchObject({ problems: [{ code: 'disconnected' }] });
  expect(bridge.state).toBe('refused');
  expect(one.sockets.size).toBe(1);
});

test('a lost connection refuses what is open, says so, and comes back by itself', async () => {
  const first = host('secret', answer);
  const port = await first.port();
  const bridge = new WebBridge(`http://127.0.0.1:${port}`, 'secret');
  const states: string[] = [];
  const events: LabEvent[] = [];
  bridge.watch((state) => states.push(state));
  bridge.subscribe((event) => events.push(event));
  await bridge.call('runs.list', {});
  const unanswered = expect(bridge.call('runs.pause', { ids: ['a'] })).rejects.toMatchObject({
    problems: [{ code: 'disconnected' }],
  });
  await vi.waitFor(() => expect(first.heard).toHaveLength(2));
  await first.end();
  await unanswered;
  await expect(bridge.call('runs.list', {})).rejects.toMatchObject({ problems: [{ code: 'disconnected' }] });

  const second = host('secret', answer, port);
  await vi.waitFor(() => expect(bridge.state).toBe('open'), { timeout: 10_000 });
  expect(await bridge.call('runs.list', {})).toEqual([]);
  for (const socket of second.sockets) socket.send(encodeMessage({ event: { type: 'removed', ids: ['a'] } }));
  await vi.waitFor(() => expect(events).toEqual([{ type: 'removed', ids: ['a'] }]));
  expect(states).toEqual(['open', 'lost', 'open']);
});
