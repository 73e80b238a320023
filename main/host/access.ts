import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A new secret: 256 random bits, in letters that need no escape in an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether both are the same, in a time that does not tell how much of it is. */
export function sameToken(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Why a request is refused before it is looked at, or null. A page elsewhere can make a browser talk to this machine: under its own name
 * (then Origin is not local) or under a name it lets point here (DNS rebinding: then Host is not local). Any port is local, because a
 * tunnel ends at a port of its own choice. A request without Origin does not come from a page that could read the answer.
 */
export function refusal({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  if (!isLocal(`http://${headers.host ?? ''}`))
    return 'This lab answers only to localhost, 127.0.0.1 and [::1], not to the host named in the request.';
  if (headers.origin !== undefined && !isLocal(headers.origin))
    return 'This lab answers only to pages it served itself.';
  return null;
}

function isLocal(address: string): boolean {
  return URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}
