import { join } from 'node:path';
import { expect, it } from 'vitest';
import { usualStoreFile } from '../../../main/store/store-file.ts';

it.each([
  ['linux', {}, ['home', '.local', 'share', 'ravine']],
  ['linux', { XDG_DATA_HOME: 'data' }, ['data', 'ravine']],
  ['linux', { XDG_DATA_HOME: '' }, ['home', '.local', 'share', 'ravine']],
  ['darwin', { XDG_DATA_HOME: 'data' }, ['home', 'Library', 'Application Support', 'Ravine']],
  ['win32', { LOCALAPPDATA: 'local' }, ['local', 'Ravine']],
  ['win32', {}, ['home', 'AppData', 'Local', 'Ravine']],
] as const)('is in the data folder of %s with %j', (platform, environment, folders) => {
  expect(usualStoreFile({ platform, home: 'home', environment })).toBe(join(...folders, 'ravine.sqlite'));
});
