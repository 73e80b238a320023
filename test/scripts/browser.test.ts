import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findBrowser, provideBrowser } from '../../scripts/browser.ts';

let folder: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ravine-browser-'));
  vi.stubEnv('RAVINE_BROWSER', '');
  vi.stubEnv('PATH', folder);
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A system that knows no program but apt-get (and sudo), which does this when it is asked to install. */
function aptGet(installing: string): void {
  program('sudo', 'shift 2; exec "$@"');
  program('apt-get', `case "$*" in *update*) ;; *) ${installing};; esac`);
}

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

test('the browser named in $RAVINE_BROWSER is taken before any other', () => {
  vi.stubEnv('RAVINE_BROWSER', process.execPath);
  expect(findBrowser()).toBe(process.execPath);
  expect(provideBrowser()).toBe(process.execPath);
});

test('a named browser that is not there is refused by its name, not replaced by another', () => {
  vi.stubEnv('RAVINE_BROWSER', '/nowhere/chrome');
  expect(findBrowser()).toBeNull();
  expect(() => provideBrowser()).toThrow('$RAVINE_BROWSER names /nowhere/chrome, and there is no such file.');
});

test('a browser on the path is found; nothing is installed', ({ skip }) => {
  skip(process.platform !== 'linux', 'programs are looked for on the path on Linux only');
  program('google-chrome', '');
  aptGet('exit 1');
  expect(provideBrowser()).toBe(join(folder, 'google-chrome'));
});

test('where there is none, Chromium is installed by apt-get', ({ skip }) => {
  skip(process.platform !== 'linux', 'apt-get is tried on Linux only');
  aptGet(`case "$*" in *"install -y --no-install-recommends chromium "*) : > ${folder}/chromium;; esac`);
  expect(provideBrowser()).toBe(join(folder, 'chromium'));
  expect(said).toContain('installing Chromium for the browser tests');
});

test.for(['exit 100', 'exit 0'])(
  'an apt-get that brings none (%s) ends with what to install',
  (script, { skip }) => {
    skip(process.platform !== 'linux', 'apt-get is tried on Linux only');
    aptGet(script);
    expect(() => provideBrowser()).toThrow(
      /none was found or could be installed\. Install one .*\$RAVINE_BROWSER/,
    );
  },
);
