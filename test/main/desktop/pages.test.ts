import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerPage } from '../../../main/desktop/pages.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ravine-pages-'));
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer/index.html'), '<p>The lab</p>');
  writeFileSync(join(folder, 'renderer/assets/a.js'), 'let a;');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (url: string, method = 'GET'): Promise<Response> =>
  answerPage(new Request(url, { method }), join(folder, 'renderer'));

test('the start page and what belongs to it come with a strict policy', async () => {
  const page = await get('ravine://lab/');
  expect([page.status, await page.text()]).toEqual([200, '<p>The lab</p>']);
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).not.toMatch(/unsafe-eval|script-src|\*/);
  const script = await get('ravine://lab/assets/a.js');
  expect([script.status, script.headers.get('content-type')]).toEqual([
    200,
    'text/javascript; charset=utf-8',
  ]);
  expect(await (await get('ravine://lab/', 'HEAD')).text()).toBe('');
});

test.each([
  'ravine://lab/../secret.txt',
  'ravine://lab/%2e%2e/secret.txt',
  'ravine://lab/..%2fsecret.txt',
  'ravine://lab/assets/..%5c..%5csecret.txt',
  'ravine://lab//etc/passwd',
  'ravine://lab/%00',
  'ravine://other/index.html',
])('%s leads nowhere', async (url) => {
  const { status } = await get(url);
  expect(status).toBe(404);
});

test('only reading is answered', async () => {
  expect((await get('ravine://lab/', 'POST')).status).toBe(405);
});
