import { LabError } from '../../app/contract/contract.ts';
import type { LabEvent, Method, Params, Results } from '../../app/contract/contract.ts';
import { decodeMessage, encodeMessage } from '../../app/contract/frames.ts';
import { CLOSED_TOKEN, LAB_PATH } from '../../app/contract/message.ts';
import type { Message } from '../../app/contract/message.ts';
import type { Problem } from '../../app/run/run.ts';
import type { Bridge, BridgeState } from './bridge.ts';

const FIRST_RETRY = 250; // ms: a restarted host is back at once
const LONGEST_RETRY = 4000; // ms: long enough to be cheap, short enough not to be noticed as a wait

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: LabError) => void;
}

const lost: Problem = {
  code: 'disconnected',
  message:
    'The lab cannot be reached. It is tried again by itself; start it with `npm start` if it was ended.',
};

/** The lab over the host's WebSocket. Connects by itself, and again whenever the connection is lost. */
export class WebBridge implements Bridge {
  #state: BridgeState = 'connecting';
  #socket: WebSocket | null = null;
  #retry = FIRST_RETRY;
  #nextId = 0;
  readonly #url: string;
  readonly #token: string;
  readonly #pending = new Map<number, Pending>();
  /** Frames of calls made before the first welcome. */
  #waiting: (string | Uint8Array<ArrayBuffer>)[] = [];
  readonly #listeners = new Set<(event: LabEvent) => void>();
  readonly #watchers = new Set<(state: BridgeState) => void>();

  constructor(origin: string, token: string) {
    this.#url = origin.replace(/^http/, 'ws') + LAB_PATH;
    this.#token = token;
    this.#connect();
  }

  get state(): BridgeState {
    return this.#state;
  }

  call<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
    if (this.#state === 'lost' || this.#state === 'refused') return Promise.reject(new LabError([lost]));
    const id = this.#nextId++;
    const frame = encodeMessage({ id, method, params });
    return new Promise<Results[M]>((resolve, reject) => {
      // The contract types what the lab answers to each method.
      this.#pending.set(id, { resolve: (result) => resolve(result as Results[M]), reject });
      if (this.#state === 'open') this.#socket?.send(frame);
      else this.#waiting.push(frame);
    });
  }

  subscribe(listener: (event: LabEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(listener: (state: BridgeState) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  #connect(): void {
    const socket = new WebSocket(this.#url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket.send(encodeMessage({ token: this.#token }));
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.#receive(decodeMessage(data));
    socket.onclose = ({ code }) => this.#closed(code);
    this.#socket = socket;
  }

  #receive(message: Message): void {
    if ('welcome' in message) this.#welcome();
    else if ('event' in message) for (const listener of this.#listeners) listener(message.event);
    else if ('result' in message) this.#settle(message.id, (pending) => pending.resolve(message.result));
    else if ('problems' in message && message.id !== null)
      this.#settle(message.id, (pending) => pending.reject(new LabError(message.problems)));
  }

  #settle(id: number, end: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return; // Given up when the connection was lost.
    this.#pending.delete(id);
    end(pending);
  }

  #welcome(): void {
    this.#retry = FIRST_RETRY;
    for (const frame of this.#waiting) this.#socket?.send(frame);
    this.#waiting = [];
    this.#become('open');
  }

  #closed(code: number): void {
    const refused = code === CLOSED_TOKEN;
    this.#waiting = [];
    this.#become(refused ? 'refused' : 'lost');
    for (const id of [...this.#pending.keys()])
      this.#settle(id, (pending) => pending.reject(new LabError([lost])));
    if (refused) return;
    setTimeout(() => this.#connect(), this.#retry);
    this.#retry = Math.min(2 * this.#retry, LONGEST_RETRY);
  }

  #become(state: BridgeState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const watcher of this.#watchers) watcher(state);
  }
}
