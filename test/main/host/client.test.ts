import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { decodeMessage, encodeMessage } from '../../../app/contract/frames.ts';
import { CLOSED_TOKEN } from '../../../app/contract/message.ts';
import type { Message } from '../../../app/contract/message.ts';
import { openHost } from '../../../main/host/host.ts';
import type { Host } from '../../../main/host/host.ts';
import { StillLab } from './still-lab.ts';

let lab: StillLab;
let host: Host;

beforeEach(async () => {
  lab = new StillLab();
  host = await openHost({ lab, port: 0 });
});

afterEach(() => host.close());

/** A WebSocket and what came over it, message by message. */
class Talk {
  readonly socket: WebSocket;
  readonly #came: Message[] = [];
  readonly #awaited: ((message: Message) => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (frame: Buffer, binary) => {
      const message = decodeMessage(binary ? frame : frame.toString());
      const next = this.#awaited.shift();
      if (next) next(message);
      else this.#came.push(message);
    });
  }

  static async open(): Promise<Talk> {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/lab`);
    const talk = new Talk(socket);
    await once(socket, 'open');
    return talk;
  }

  static async enter(): Promise<Talk> {
    const talk = await Talk.open();
    talk.socket.send(encodeMessage({ token: host.token }));
    expect(await talk.next()).toEqual({ welcome: true });
    return talk;
  }

  next(): Promise<Message> {
    const message = this.#came.shift();
    return message ? Promise.resolve(message) : new Promise((resolve) => this.#awaited.push(resolve));
  }

  ask(frame: string | Uint8Array): Promise<Message> {
    this.socket.send(frame);
    return this.next();
  }

  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }
}

describe('the way in', () => {
  it.each([
    ['a wrong token', '{"token":"guess"}'],
    ['a request before the token', '{"id":1,"method":"presets.list","params":{}}'],
    ['no message', 'x'],
  ])('is shut for %s', async (_, first) => {
    const talk = await Talk.open();
    const closed = talk.closed();
    talk.socket.send(first);
    expect(await closed).toBe(CLOSED_TOKEN);
    expect(lab.listeners).toBe(0);
  });

  it('is shut for one who says nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const talk = await Talk.open();
      const closed = talk.closed();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await closed).toBe(CLOSED_TOKEN);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends the subscription when the client leaves', async () => {
    const talk = await Talk.enter();
    expect(lab.listeners).toBe(1);
    talk.socket.close();
    await vi.waitFor(() => expect(lab.listeners).toBe(0));
  });
});

describe('requests', () => {
  it('brings series as they are, NaN and all', async () => {
    const talk = await Talk.enter();
    const params = { series: [{ id: 'a', name: 'loss' }] };
    const { result } = (await talk.ask(encodeMessage({ id: 4, method: 'series.read', params }))) as {
      result: [{ value: Float64Array }];
    };
    expect(result[0].value).toEqual(Float64Array.of(0, NaN, 2 / 3));
  });

  it.each([
    ['no JSON', '{', null, 'frame'],
    ['bytes that are no frame', Uint8Array.of(1, 2, 3), null, 'frame'],
    ['a message that is no request', '{"welcome":true}', null, 'frame'],
    ['an unknown method', '{"id":2,"method":"lab.explode","params":{}}', 2, 'unknown-method'],
    ['a method of every object', '{"id":2,"method":"toString","params":{}}', 2, 'unknown-method'],
    [
      'parameters that do not fit',
      '{"id":3,"method":"runs.get","params":{"id":"../x"}}',
      3,
      'bad-parameters',
    ],
    ['an unknown parameter', '{"id":3,"method":"presets.list","params":{"a":1}}', 3, 'bad-parameters'],
    ['a refusal of the lab', '{"id":5,"method":"lab.describe","params":{}}', 5, 'asked'],
    ['a failure of the lab', '{"id":6,"method":"runs.list","params":{}}', 6, 'internal'],
  ])('answers %s with problems and lives on', async (_, frame, id, code) => {
    const talk = await Talk.enter();
    expect(await talk.ask(frame)).toMatchObject({ id, problems: [{ code }] });
    const good = await talk.ask('{"id":9,"method":"presets.list","params":{}}');
    expect(good).toEqual({ id: 9, result: [] });
  });

  it('names the place of a parameter that does not fit', async () => {
    const talk = await Talk.enter();
    const wrong = { id: 3, method: 'runs.step', params: { id: 'a', count: 0.5 } };
    expect(await talk.ask(encodeMessage(wrong))).toMatchObject({
      problems: [{ place: 'count' }, { place: 'count' }],
    });
  });

  it('closes on a frame too large to read', async () => {
    const talk = await Talk.enter();
    const closed = talk.closed();
    talk.socket.send(Buffer.alloc((64 << 20) + 1));
    expect(await closed).toBe(1009);
    expect(await (await Talk.enter()).ask('{"id":1,"method":"presets.list","params":{}}')).toMatchObject({
      id: 1,
    });
  });
});

describe('a client that does not read', () => {
  it('gets the newest event of each run when it reads again, not all', async () => {
    const talk = await Talk.enter();
    talk.socket.pause();
    const count = 200_000; // some 12 MB of frames, more than the system's buffers hold
    for (let step = 0; step < count; step++) lab.tell({ type: 'points', id: 'a', step });
    talk.socket.resume();
    let received = 0;
    for (let last = -1; last < count - 1; received++) {
      const { event } = (await talk.next()) as { event: { step: number } };
      expect(event.step).toBeGreaterThan(last);
      last = event.step;
    }
    expect(received).toBeLessThan(count);
  });

  it('is not asked for more than it takes', async () => {
    const talk = await Talk.enter();
    lab.points = 1 << 18; // 4 MB an answer
    let received = 0;
    let ahead = 0;
    talk.socket.on('message', () => received++);
    lab.asked = (count) => (ahead = Math.max(ahead, count - received));
    const params = { series: [{ id: 'a', name: 'loss' }] };
    talk.socket.pause();
    for (let id = 0; id < 100; id++) talk.socket.send(encodeMessage({ id, method: 'series.read', params }));
    talk.socket.resume();
    const ids = new Set<unknown>();
    for (let index = 0; index < 100; index++) ids.add(((await talk.next()) as { id: number }).id);
    expect(ids.size).toBe(100);
    expect(ahead).toBeLessThanOrEqual(16); // 16 MB waiting to be sent, 8 answers being made, what the system's buffers hold
  });
});
