import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { lockDown } from '../../../main/desktop/lock-down.ts';

type Answer = (given: unknown) => void;

function locked() {
  const app = new EventEmitter();
  const shell = { openExternal: vi.fn(() => Promise.resolve()) };
  const asked: Record<string, (...given: never[]) => unknown> = {};
  const keep = (name: string) => (handler: (...given: never[]) => unknown) => (asked[name] = handler);
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('load') },
  };
  lockDown(app as never, session as never, shell);
  let open: (details: { url: string }) => { action: string } = () => ({ action: 'none' });
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof open) => (open = handler),
  });
  app.emit('web-contents-created', {}, contents);
  const prevented = (event: string, url: string): boolean => {
    const preventDefault = vi.fn();
    contents.emit(event, { url, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  const call = (name: string, ...given: unknown[]): unknown => asked[name]?.(...(given as never[]));
  return { shell, prevented, call, open: (url: string) => open({ url }) };
}

test.each([
  ['https://example.org/', true],
  ['file:///etc/passwd', true],
  ['ravine://other/', true],
  ['ravine://lab.example.org/', true],
  ['javascript:alert(1)', true],
  ['ravine://lab/index.html', false],
])('a frame that goes to %s is stopped: %s', (url, stopped) => {
  expect(locked().prevented('will-frame-navigate', url)).toBe(stopped);
});

test('redirections and webviews are stopped', () => {
  const { prevented } = locked();
  expect(prevented('will-redirect', 'ravine://lab/')).toBe(true);
  expect(prevented('will-attach-webview', '')).toBe(true);
});

test.each([
  ['https://arxiv.org/abs/2210.01513', true],
  ['https://www.jmlr.org/papers/v24/23-043.html', true],
  ['http://arxiv.org/abs/2210.01513', false],
  ['https://arxiv.org.example.com/', false],
  ['https://user@arxiv.org/', false],
  ['file:///etc/passwd', false],
  ['ravine://lab/', false],
  ['no address', false],
])('no window opens; %s goes to the user’s browser: %s', (url, handed) => {
  const { open, shell } = locked();
  expect(open(url)).toEqual({ action: 'deny' });
  expect(shell.openExternal.mock.calls).toEqual(handed ? [[url]] : []);
});

test.each([
  ['clipboard-sanitized-write', 'ravine://lab/index.html', true],
  ['clipboard-sanitized-write', 'https://example.org/', false],
  ['clipboard-read', 'ravine://lab/index.html', false],
  ['media', 'ravine://lab/index.html', false],
  ['geolocation', 'ravine://lab/index.html', false],
])('the permission %s of %s is given: %s', (permission, requestingUrl, given) => {
  const { call } = locked();
  const answer = vi.fn<Answer>();
  call('request', {}, permission, answer, { requestingUrl });
  expect(answer).toHaveBeenCalledWith(given);
  expect(call('check', {}, permission, new URL(requestingUrl).href.split('/').slice(0, 3).join('/'))).toBe(
    given,
  );
  expect(call('device', {})).toBe(false);
});

test.each([
  ['ravine://lab/assets/index.js', false],
  ['data:image/png;base64,AA', false],
  ['blob:ravine://lab/1', false],
  ['https://example.org/x.js', true],
  ['http://127.0.0.1:7354/', true],
  ['ws://127.0.0.1:7354/lab', true],
  ['file:///etc/passwd', true],
])('loading %s is stopped: %s', (url, cancel) => {
  const answer = vi.fn<Answer>();
  locked().call('load', { url }, answer);
  expect(answer).toHaveBeenCalledWith({ cancel });
});
