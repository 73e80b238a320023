import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { installedElectron, provideElectron } from '../../scripts/electron.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'ravine-electron-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test('the program is where its package put it, once it is there', () => {
  const home = folder();
  expect(installedElectron({}, home)).toBeNull();
  writeFileSync(join(home, 'path.txt'), 'electron-program');
  expect(installedElectron({}, home)).toBeNull(); // fetched, and deleted since
  mkdirSync(join(home, 'dist'));
  writeFileSync(join(home, 'dist/electron-program'), '');
  expect(installedElectron({}, home)).toBe(join(home, 'dist/electron-program'));
});

test('a folder that the environment names goes first', () => {
  const [home, other] = [folder(), folder()];
  writeFileSync(join(home, 'path.txt'), 'electron-program');
  writeFileSync(join(other, 'electron-program'), '');
  expect(installedElectron({ ELECTRON_OVERRIDE_DIST_PATH: other }, home)).toBe(
    join(other, 'electron-program'),
  );
  expect(installedElectron({ ELECTRON_OVERRIDE_DIST_PATH: join(other, 'none') }, home)).toBeNull();
});

test('without a screen none is sought', async () => {
  if (process.platform !== 'linux') return;
  vi.stubEnv('DISPLAY', '');
  vi.stubEnv('WAYLAND_DISPLAY', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const found = await provideElectron(() => undefined);
  expect(found).toEqual({ missing: 'there is no screen (DISPLAY and WAYLAND_DISPLAY are not set)' });
});

test('where its server cannot be reached, that is said', async () => {
  vi.stubEnv('DISPLAY', ':0');
  vi.stubEnv('ELECTRON_MIRROR', 'http://127.0.0.1:9/');
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const found = await provideElectron(() => undefined);
  expect(found).toEqual({ missing: 'Electron could not be fetched: http://127.0.0.1:9/ cannot be reached' });
});
