import * as v from 'valibot';
import type { LabEvent } from './contract.ts';

/**
 * What travels between a front in a browser and the lab's host, one message a WebSocket frame (frames.ts).
 *
 * The way in: the host prints `http://127.0.0.1:PORT/#token=TOKEN`, a new random token at every start. The page takes the token out of the
 * fragment (which browsers send to nobody, so it shows in no log and no Referer), keeps it in its sessionStorage, which unlike a cookie is
 * not shared with other ports of the machine, and opens a WebSocket to `LAB_PATH` on the host it came from. Its first message is
 * `{ token }`; the host answers `{ welcome: true }`, or closes with `CLOSED_TOKEN`. A WebSocket that says nothing for ten
 * seconds is closed the same way. After the welcome: requests one way, responses and events the other. Responses come in any order.
 */
const Problem = v.object({ code: v.string(), message: v.string(), place: v.exactOptional(v.string()) });
const requestId = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const Message = v.union([
  v.strictObject({ token: v.string() }),
  v.strictObject({ welcome: v.literal(true) }),
  /** `params` is checked by the host against the contract's schema of that method. */
  v.strictObject({ id: requestId, method: v.string(), params: v.unknown() }),
  v.strictObject({ id: requestId, result: v.unknown() }),
  /** `id` is null where the request could not be read. */
  v.strictObject({ id: v.nullable(requestId), problems: v.array(Problem) }),
  v.strictObject({ event: v.custom<LabEvent>((event) => typeof event === 'object' && event !== null) }),
]);
export type Message = v.InferOutput<typeof Message>;

/** The WebSocket's path on the host. */
export const LAB_PATH = '/lab';

/** Why the host closed: there was no token, or not the token of this start. */
export const CLOSED_TOKEN = 4401;
