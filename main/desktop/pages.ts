import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PAGES } from '../../app/contract/desktop.ts';
import { pageFor } from '../host/pages.ts';

/** The address of the lab's screens inside the application. */
export const START_PAGE = `${PAGES.scheme}://${PAGES.host}/`;

/** What Electron must know of the scheme before it is ready: an origin of its own, as a secure web page has one. */
export const privileges = {
  scheme: PAGES.scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
} as const;

/** Answers a request of a window for a page: with a file of the built renderer, and nothing else of this machine. */
export async function answerPage(request: Request, folder = builtRenderer()): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const path = host === PAGES.host ? pathname : '';
  const { status, headers, file, text } = await pageFor(folder, { method: request.method, url: path });
  const body = request.method === 'HEAD' ? null : file === null ? text : await readFile(file);
  return new Response(body, { status, headers });
}

/** Beside main/ in a package, above the built program in a checkout. */
function builtRenderer(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const renderer = join(folder, 'dist/renderer');
    if (existsSync(join(renderer, 'index.html')) || folder === dirname(folder)) return renderer;
  }
}
