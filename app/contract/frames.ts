import { strFromU8, strToU8 } from 'fflate';
import * as v from 'valibot';
import { LabError } from './contract.ts';
import { Message } from './message.ts';

/**
 * A message as one WebSocket frame. Without arrays it is a text frame holding the message as JSON. A message that holds Float64Arrays
 * (the results of `series.read`), Uint8Arrays (files) or numbers JSON does not know (NaN, ±Infinity) is a binary frame, little-endian throughout:
 *
 *     uint32           n, bytes of the header
 *     n bytes          header, JSON in UTF-8: { message, places }; `message` has null where a value was taken out
 *     0 to 7 zeros     up to a multiple of 8 bytes from the frame's start
 *     float64 …        the values taken out, one after another in the order of `places`; bytes with zeros up to a multiple of 8
 *
 * Each place is { path, length }: the keys that lead to the value, and the array's length, or null for a single number. An array of bytes has
 * `bytes: true` beside.
 */
export function encodeMessage(message: Message): string | Uint8Array<ArrayBuffer> {
  const taken: Taken[] = [];
  const bare = takeOut(message, [], taken);
  if (taken.length === 0) return JSON.stringify(bare);
  const places = taken.map(({ path, value }) => ({
    path,
    length: typeof value === 'number' ? null : value.length,
    ...(value instanceof Uint8Array ? { bytes: true as const } : {}),
  }));
  const header = strToU8(JSON.stringify({ message: bare, places }));
  const start = aligned(4 + header.length);
  const size = places.reduce((sum, place) => sum + sizeOf(place), 0);
  const frame = new Uint8Array(start + size);
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, 4);
  let position = start;
  taken.forEach(({ value }, index) => {
    if (value instanceof Uint8Array) frame.set(value, position);
    else {
      const values = typeof value === 'number' ? [value] : value;
      new Float64Array(frame.buffer, position, values.length).set(values);
    }
    position += sizeOf(places[index]!);
  });
  return frame;
}

/**
 * The message of a frame. Arrays are views into the frame where its memory is aligned.
 * @throws LabError with code `frame` where it is none; never anything else, whatever the bytes.
 */
export function decodeMessage(frame: string | ArrayBuffer | Uint8Array): Message {
  const message = typeof frame === 'string' ? parse(frame) : unpack(bytesOf(frame));
  const checked = v.safeParse(Message, message);
  if (!checked.success) throw refused('it is neither a request, a response nor an event');
  return checked.output;
}

type Path = readonly (string | number)[];

interface Taken {
  readonly path: Path;
  readonly value: Float64Array | Uint8Array | number;
}

const Header = v.strictObject({
  message: v.unknown(),
  places: v.array(
    v.strictObject({
      path: v.pipe(v.array(v.union([v.string(), v.number()])), v.minLength(1)),
      length: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
      bytes: v.optional(v.literal(true)),
    }),
  ),
});

/** Bytes that a value takes in a frame. */
function sizeOf({
  length,
  bytes,
}: {
  readonly length: number | null;
  readonly bytes?: true | undefined;
}): number {
  return bytes ? aligned(length ?? 0) : 8 * (length ?? 1);
}

function takeOut(value: unknown, path: Path, taken: Taken[]): unknown {
  if (
    value instanceof Float64Array ||
    value instanceof Uint8Array ||
    (typeof value === 'number' && !Number.isFinite(value))
  ) {
    taken.push({ path, value });
    return null;
  }
  if (Array.isArray(value)) return value.map((item, index) => takeOut(item, [...path, index], taken));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, takeOut(item, [...path, key], taken)]),
    );
  return value;
}

function unpack(bytes: Uint8Array<ArrayBuffer>): unknown {
  if (bytes.length < 4) throw refused('it is shorter than its own header');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const start = aligned(4 + length);
  if (4 + length > bytes.length) throw refused('it is shorter than its own header');
  const checked = v.safeParse(Header, parse(strFromU8(bytes.subarray(4, 4 + length))));
  if (!checked.success) throw refused('its header is not { message, places }');
  const { message, places } = checked.output;
  const size = places.reduce((sum, place) => sum + sizeOf(place), 0);
  if (start + size !== bytes.length) throw refused('its values do not fill it');
  let position = start;
  for (const place of places) {
    const { path, length } = place;
    const at = bytes.byteOffset + position;
    if (place.bytes) putBack(message, path, new Uint8Array(bytes.buffer, at, length ?? 0));
    else {
      const values = new Float64Array(bytes.buffer, at, length ?? 1);
      putBack(message, path, length === null ? values[0] : values);
    }
    position += sizeOf(place);
  }
  return message;
}

/** Only replaces a null that is there, so that no path can reach a prototype. */
function putBack(message: unknown, path: Path, value: unknown): void {
  let owner: unknown = message;
  for (const [depth, key] of path.entries()) {
    if (!isObject(owner) || !Object.hasOwn(owner, key)) throw refused(`there is no ${path.join('.')} in it`);
    if (depth < path.length - 1) owner = owner[key];
    else if (owner[key] !== null) throw refused(`${path.join('.')} in it is not free`);
    else owner[key] = value;
  }
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('it is not JSON');
  }
}

/** The bytes, at an address that is a multiple of 8: where they are, or copied. */
function bytesOf(frame: ArrayBuffer | Uint8Array): Uint8Array<ArrayBuffer> {
  if (frame instanceof ArrayBuffer) return new Uint8Array(frame);
  if (frame.byteOffset % 8 === 0 && frame.buffer instanceof ArrayBuffer)
    return new Uint8Array(frame.buffer, frame.byteOffset, frame.length);
  return Uint8Array.from(frame);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function refused(reason: string): LabError {
  return new LabError([{ code: 'frame', message: `The frame is not a message of the lab: ${reason}.` }]);
}
