import { beforeEach, expect, test } from 'vitest';
import { takeToken } from '../../../renderer/bridge/token.ts';

beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '', '#/');
});

test('the token leaves the address and stays for a reload', () => {
  history.replaceState(null, '', '#token=abc_-9');
  expect(takeToken()).toBe('abc_-9');
  expect(location.hash).toBe('#/');
  expect(takeToken()).toBe('abc_-9');
});

test('an address without a token keeps what it says', () => {
  history.replaceState(null, '', '#/compare?runs=a');
  expect(takeToken()).toBe('');
  expect(location.hash).toBe('#/compare?runs=a');
});
