import { expect, test } from 'vitest';
import { describeFailure } from '../../../main/desktop/failure.ts';
import { StoreError } from '../../../main/store/error.ts';

const withCode = (code: string, message: string): Error => Object.assign(new Error(message), { code });

test.each([
  [
    'a store that cannot be opened',
    new StoreError(
      'unwritable',
      'The store /a could not be opened or created. Choose another place with --store.',
    ),
    'The store /a could not be opened or created.',
    true,
  ],
  [
    'a native module for another machine',
    withCode('ERR_DLOPEN_FAILED', 'better_sqlite3.node: invalid ELF header'),
    'Install Ravine again. Your labs lie elsewhere',
    false,
  ],
  [
    'a module that is missing',
    withCode('ERR_MODULE_NOT_FOUND', "Cannot find package 'better-sqlite3'"),
    'better-sqlite3',
    false,
  ],
  [
    'a folder that is write-protected',
    withCode('EACCES', "EACCES: permission denied, mkdir '/a'"),
    "mkdir '/a'",
    true,
  ],
  ['a full disk', withCode('ENOSPC', 'ENOSPC: no space left on device'), 'free some space', true],
  ['anything else', new Error('out of luck'), 'out of luck', true],
])('%s', (_name, error, detail, otherStore) => {
  const failure = describeFailure(error);
  expect(failure.detail).toContain(detail);
  expect(failure.detail).not.toContain('--store');
  expect(failure.otherStore).toBe(otherStore);
});
