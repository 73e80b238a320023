import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from './fixture.ts';

const address = '#/compare?runs=a,b';

test('bookmarks are there after the store was closed, by name', () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  const first = temporaryStore(file);
  const second = first.keepBookmark({ name: 'second', address });
  const one = first.keepBookmark({ name: 'first', address: '#/' });
  first.close();
  const again = temporaryStore(file);
  expect(again.listBookmarks()).toEqual([one, second]);
  expect(one.id).not.toBe(second.id);
});

test('a deleted bookmark is neither listed nor renamed, and comes back as it was', () => {
  const store = temporaryStore();
  const kept = store.keepBookmark({ name: 'a', address });
  store.deleteBookmark(kept.id);
  expect(store.listBookmarks()).toEqual([]);
  const refused = expect.objectContaining({ code: 'unknown-bookmark' }) as Error;
  expect(() => store.renameBookmark(kept.id, 'b')).toThrow(refused);
  store.restoreBookmark(kept.id);
  expect(store.listBookmarks()).toEqual([kept]);
  for (const unknown of [() => store.deleteBookmark('x'), () => store.restoreBookmark('x')])
    expect(unknown).toThrow(refused);
});

test('what was deleted more than thirty days ago is gone when the store is opened', () => {
  const file = join(temporaryFolder(), 'store.sqlite');
  const store = temporaryStore(file);
  const ids = ['long ago', 'lately', 'kept'].map((name) => store.keepBookmark({ name, address }).id);
  store.close();
  const raw = new Database(file);
  const deleted = raw.prepare('UPDATE bookmarks SET deletedAt = ? WHERE id = ?');
  for (const [index, days] of [31, 29].entries())
    deleted.run(new Date(Date.now() - days * 86_400_000).toISOString(), ids[index]);
  raw.close();
  const again = temporaryStore(file);
  expect(() => again.restoreBookmark(ids[0]!)).toThrow(
    expect.objectContaining({ code: 'unknown-bookmark' }) as Error,
  );
  again.restoreBookmark(ids[1]!);
  expect(again.listBookmarks().map(({ name }) => name)).toEqual(['kept', 'lately']);
});
