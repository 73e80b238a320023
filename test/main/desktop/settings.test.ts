import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings, withRecent, writeSettings } from '../../../main/desktop/settings.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'ravine-settings-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

test('settings come back as they were written', () => {
  const file = join(folder(), 'new/desktop.json');
  const settings = {
    window: { x: -5, y: 0, width: 900, height: 700, maximized: true },
    recent: ['/a', '/b'],
  };
  writeSettings(file, settings);
  expect(readSettings(file)).toEqual(settings);
});

test.each(['', '{', '[]', '{"recent": "a"}', '{"window": {"x": 1e999}}', '{"window": {"x": "left"}}'])(
  'settings that cannot be read are as if there were none: %s',
  (text) => {
    const file = join(folder(), 'desktop.json');
    writeFileSync(file, text);
    expect(readSettings(file)).toEqual({ recent: [] });
  },
);

test('settings that cannot be written are not remembered, and nothing ends', () => {
  const file = join(folder(), 'file');
  writeFileSync(file, '');
  writeSettings(join(file, 'desktop.json'), { recent: ['/a'] });
  expect(readSettings(join(file, 'desktop.json'))).toEqual({ recent: [] });
});

test('the ten stores opened last, each once', () => {
  let settings: ReturnType<typeof readSettings> = { recent: [] };
  for (let i = 0; i < 12; i++) settings = withRecent(settings, `/labs/${i}`);
  settings = withRecent(settings, '/labs/5');
  expect(settings.recent.map((file) => Number(file.replace(/.*[\\/]/, '')))).toEqual([
    5, 11, 10, 9, 8, 7, 6, 4, 3, 2,
  ]);
});
