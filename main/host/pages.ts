import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Nothing but what the lab itself serves; inline only styles, which Svelte's transitions and style attributes need. */
const headers = {
  'Content-Security-Policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

const UNBUILT = 'The screens of the lab are not built. `npm start` in the checkout builds and opens them.\n';

/** What is answered to a request for a page: a file, or where `file` is null a text. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly file: string | null;
  readonly text: string;
}

/** Finds the file of the built renderer that a request is for. @param url from its path on */
export async function pageFor(
  folder: string,
  { method, url = '/' }: { readonly method?: string | undefined; readonly url?: string | undefined },
): Promise<Page> {
  if (method !== 'GET' && method !== 'HEAD')
    return textPage(405, 'Only GET and HEAD.\n', { Allow: 'GET, HEAD' });
  const files = await served(folder);
  if (!files.has('/index.html')) return textPage(503, UNBUILT);
  const asked = pathOf(url);
  const file = files.get(asked === '/' ? '/index.html' : asked);
  if (file === undefined) return textPage(404, 'The lab has no such page.\n');
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Length': String((await stat(file)).size),
      // Vite names what lies in assets/ by its content.
      'Cache-Control': asked.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    file,
    text: '',
  };
}

export function textPage(status: number, text: string, more: Readonly<Record<string, string>> = {}): Page {
  const type = { 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers: { ...headers, ...more, ...type }, file: null, text };
}

/** Answers a request with a page. */
export async function sendPage(
  { status, headers: told, file, text }: Page,
  { method }: Pick<IncomingMessage, 'method'>,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(status, told);
  if (file === null) response.end(text);
  else if (method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
}

/** All that can be asked for, by its path: a path that is not in this list leads nowhere, however it is written. */
async function served(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]));
}

function pathOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
