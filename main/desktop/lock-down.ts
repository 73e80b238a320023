import type { App, Session, Shell, WebContents } from 'electron';
import { mayOpen } from './links.ts';
import { START_PAGE } from './pages.ts';

/** What a page may ask the system for: to put text on the clipboard, as "copy the address" does. */
const permissions = ['clipboard-sanitized-write'];
/** What a window may load: the application's pages and what they made themselves. */
const schemes = ['ravine:', 'data:', 'blob:', 'devtools:'];

/** Keeps every window, whatever runs in it, on the application's own pages, off the network and away from the machine (docs/security.md). */
export function lockDown(
  app: Pick<App, 'on'>,
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'webRequest'
  >,
  shell: Pick<Shell, 'openExternal'>,
): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, shell));
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(permissions.includes(permission) && isOurs(requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permissions.includes(permission) && isOurs(`${origin}/`),
  );
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !URL.canParse(url) || !schemes.includes(new URL(url).protocol) }),
  );
}

function confine(contents: WebContents, shell: Pick<Shell, 'openExternal'>): void {
  contents.on('will-frame-navigate', (event) => {
    if (!isOurs(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

function isOurs(address: string): boolean {
  return address.startsWith(START_PAGE);
}
