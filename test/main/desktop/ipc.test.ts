import * as v from 'valibot';
import { expect, test } from 'vitest';
import { handle } from '../../../main/desktop/ipc.ts';
import { fakeElectron, ownFrame } from './fake-electron.ts';

function served() {
  const fake = fakeElectron();
  const heard: unknown[] = [];
  handle(fake.ipcMain as never, 'do', v.strictObject({ what: v.string() }), (message) => heard.push(message));
  return { fake, heard };
}

test.each([
  ['a page of the web', { url: 'https://example.org/', parent: null }],
  ['a page of another host under the scheme', { url: 'ravine://other/index.html', parent: null }],
  ['a page whose address begins alike', { url: 'ravine://lab.example.org/', parent: null }],
  ['a file', { url: 'file:///etc/passwd', parent: null }],
  ['a frame inside the page', { url: 'ravine://lab/index.html', parent: ownFrame }],
  ['no address', { url: '', parent: null }],
  ['a frame that is gone', null],
])('a message of %s is turned away', async (_name, frame) => {
  const { fake, heard } = served();
  await expect(fake.ask('do', { what: 'it' }, frame)).rejects.toThrow('do is not open to this page.');
  expect(heard).toEqual([]);
});

test.each([[null], ['it'], [{}], [{ what: 7 }], [{ what: 'it', more: 1 }]])(
  'a message that is not what the channel takes is turned away: %j',
  async (message) => {
    const { fake, heard } = served();
    await expect(fake.ask('do', message)).rejects.toThrow('do does not take such a message.');
    expect(heard).toEqual([]);
  },
);

test('a message of the application’s own page is heard', async () => {
  const { fake, heard } = served();
  await fake.ask('do', { what: 'it' });
  expect(heard).toEqual([{ what: 'it' }]);
});
