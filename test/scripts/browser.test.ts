import { afterEach, expect, test, vi } from 'vitest';
import { findBrowser, provideBrowser } from '../../scripts/browser.ts';

afterEach(() => vi.unstubAllEnvs());

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
