import type { WebSocket } from 'ws';
import type { Lab, LabEvent } from '../../app/contract/contract.ts';
import { LabError } from '../../app/contract/contract.ts';
import { decodeMessage, encodeMessage } from '../../app/contract/frames.ts';
import { CLOSED_TOKEN } from '../../app/contract/message.ts';
import type { Message } from '../../app/contract/message.ts';
import { answer } from '../lab/answer.ts';
import { sameToken } from './access.ts';

const HANDSHAKE_MS = 10_000;
/** Unsent bytes from which events wait: they are hints, only the newest of a run counts. */
const EVENTS_WAIT_BYTES = 1 << 20;
/** Unsent bytes from which no further request is answered. */
const ANSWERS_WAIT_BYTES = 16 << 20;
/** Requests answered side by side, and those kept before reading pauses. */
const ANSWERED_AT_ONCE = 8;
const REQUESTS_KEPT = 64;

type Request = Extract<Message, { method: string }>;

/** One WebSocket: the handshake of message.ts, then requests and events. What a slow client does not take stays bounded. */
export class Client {
  readonly #socket: WebSocket;
  readonly #lab: Lab;
  readonly #token: string;
  /** Events not sent yet, the newest of each kind and run. */
  readonly #waiting = new Map<string, LabEvent>();
  readonly #requests: Request[] = [];
  #answering = 0;
  #welcome = false;
  #unsubscribe = (): void => undefined;

  constructor(socket: WebSocket, lab: Lab, token: string) {
    this.#socket = socket;
    this.#lab = lab;
    this.#token = token;
    const handshake = setTimeout(() => this.#refuse(), HANDSHAKE_MS);
    socket.binaryType = 'nodebuffer';
    socket.on('message', (frame: Buffer, binary) => {
      clearTimeout(handshake);
      this.#take(binary ? frame : frame.toString());
    });
    // ws closes the socket itself (1009 too large, 1002 or 1007 malformed) and tells why here first.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(handshake);
      this.#unsubscribe();
      this.#requests.length = 0;
    });
  }

  #take(frame: string | Buffer): void {
    const message = read(frame);
    if (!this.#welcome) {
      if ('token' in message && sameToken(message.token, this.#token)) this.#enter();
      else this.#refuse();
    } else if ('method' in message) {
      this.#requests.push(message);
      this.#respond();
    } else if ('problems' in message) {
      this.#send(message);
    } else {
      const problem = { code: 'frame', message: 'The lab takes requests, and got another kind of message.' };
      this.#send({ id: null, problems: [problem] });
    }
  }

  #enter(): void {
    this.#welcome = true;
    this.#unsubscribe = this.#lab.subscribe((event) => {
      const key = keyOf(event);
      this.#waiting.delete(key); // so that the newest comes last
      this.#waiting.set(key, event);
      this.#sendEvents();
    });
    this.#send({ welcome: true });
  }

  #refuse(): void {
    this.#socket.close(CLOSED_TOKEN, 'Open the address that the lab printed when it started.');
  }

  /** Answers what is asked as fast as the client takes answers; reads no more from one that asks faster. */
  #respond(): void {
    while (this.#answering < ANSWERED_AT_ONCE && this.#socket.bufferedAmount < ANSWERS_WAIT_BYTES) {
      const request = this.#requests.shift();
      if (!request) break;
      this.#answering += 1;
      void this.#answer(request);
    }
    if (this.#requests.length >= REQUESTS_KEPT) this.#socket.pause();
    else if (this.#socket.isPaused) this.#socket.resume();
  }

  async #answer({ id, method, params }: Request): Promise<void> {
    const answered = await answer(this.#lab, { method, params });
    this.#answering -= 1;
    this.#send({ id, ...answered });
  }

  #sendEvents(): void {
    for (const [key, event] of this.#waiting) {
      if (this.#socket.bufferedAmount > EVENTS_WAIT_BYTES) return;
      this.#waiting.delete(key);
      this.#send({ event });
    }
  }

  #send(message: Message): void {
    this.#socket.send(encodeMessage(message), () => {
      this.#sendEvents();
      this.#respond();
    });
  }
}

function read(frame: string | Buffer): Message {
  try {
    return decodeMessage(frame);
  } catch (error) {
    if (error instanceof LabError) return { id: null, problems: [...error.problems] };
    throw error;
  }
}

/** Of events with the same key only the newest counts. */
function keyOf(event: LabEvent): string {
  switch (event.type) {
    case 'removed':
      return event.ids.join();
    case 'bookmarks':
      return event.type;
    case 'run':
      return `run ${event.run.id}`;
    default:
      return `${event.type} ${event.id}`;
  }
}
