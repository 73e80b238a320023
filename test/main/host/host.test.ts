import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHost } from '../../../main/host/host.ts';
import type { Host } from '../../../main/host/host.ts';
import { StillLab } from './still-lab.ts';

let folder: string;
let host: Host;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-host-'));
  await mkdir(join(folder, 'pages/assets'), { recursive: true });
  await writeFile(join(folder, 'pages/index.html'), '<!doctype html><title>λ₁</title>');
  await writeFile(join(folder, 'pages/assets/index-1a2b.js'), 'export {};');
  await writeFile(join(folder, 'secret.txt'), 'not for the web');
  host = await openHost({ lab: new StillLab(), port: 0, pages: join(folder, 'pages') });
});

afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A request as written: neither path nor headers are tidied on the way. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: host.port, host: '127.0.0.1', path, headers, method }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on('error', reject).end();
  });
}

describe('pages', () => {
  it('serves the renderer with its types and a strict policy', async () => {
    const page = await ask('/?x=1');
    expect(page).toMatchObject({ status: 200, text: '<!doctype html><title>λ₁</title>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'self'; /);
    expect(page.headers['content-security-policy']).not.toMatch(/script-src|unsafe-eval|\*/);
    const script = await ask('/assets/index-1a2b.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/%00',
    '/%',
    '/assets',
  ])('has nothing at %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, text: 'The lab has no such page.\n' });
  });

  it('takes no other method', async () => {
    expect((await ask('/', {}, 'POST')).status).toBe(405);
    expect(await ask('/', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
  });

  it('says so when the renderer is not built', async () => {
    await rm(join(folder, 'pages'), { recursive: true });
    expect(await ask('/')).toMatchObject({
      status: 503,
      text: expect.stringContaining('npm start') as string,
    });
  });
});

describe('who is answered', () => {
  it.each(['localhost', 'localhost:9000', '127.0.0.1:1', '[::1]:8080'])('Host %s', async (name) => {
    expect((await ask('/', { Host: name })).status).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example:80', '127.0.0.1.evil.example', 'evil@example'])(
    'not Host %s',
    async (name) => {
      expect((await ask('/', { Host: name })).status).toBe(403);
    },
  );

  it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
    'not Origin %s',
    async (origin) => {
      expect((await ask('/', { Origin: origin })).status).toBe(403);
      expect(await upgrade('/lab', { Origin: origin })).toMatch(/^HTTP\/1.1 403 /);
    },
  );

  it('not a WebSocket under another Host or path', async () => {
    expect(await upgrade('/lab', { Host: 'evil.example' })).toMatch(/^HTTP\/1.1 403 /);
    expect(await upgrade('/elsewhere', {})).toMatch(/^HTTP\/1.1 404 /);
    expect(await upgrade('/lab', {})).toMatch(/^HTTP\/1.1 101 /);
  });

  it('only on this machine, under a new token every time', async () => {
    expect(host.address).toBe(`http://127.0.0.1:${host.port}/#token=${host.token}`);
    const second = await openHost({ lab: new StillLab(), port: 0, pages: folder });
    expect(second.token).not.toBe(host.token);
    await second.close();
  });

  it('and says that a port is taken', async () => {
    await expect(openHost({ lab: new StillLab(), port: host.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});

/** The first line a raw upgrade request is answered with. */
function upgrade(path: string, headers: Record<string, string>): Promise<string> {
  const lines = {
    Host: `127.0.0.1:${host.port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers,
  };
  return new Promise((resolve, reject) => {
    const socket = connect(host.port, '127.0.0.1');
    socket.on('error', reject);
    socket.once('data', (reply) => {
      resolve(reply.toString().split('\r\n', 1)[0] ?? '');
      socket.destroy();
    });
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`GET ${path} HTTP/1.1\r\n${head.join('')}\r\n`);
  });
}
