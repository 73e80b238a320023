import { expect, test, vi } from 'vitest';
import type { Bookmark } from '../../../app/contract/bookmark.ts';
import { LabError } from '../../../app/contract/contract.ts';
import { Bookmarks } from '../../../renderer/state/bookmarks.svelte.ts';
import { Notices } from '../../../renderer/state/notices.svelte.ts';
import { StillLab } from '../still-lab.ts';

const bounce: Bookmark = { id: 'a', name: 'the bounce', address: '#/compare?runs=x', createdAt: '2026' };

function opened(answers: ConstructorParameters<typeof StillLab>[0] = {}) {
  const lab = new StillLab({ 'bookmarks.list': () => [bounce], ...answers });
  const notices = new Notices();
  return { lab, notices, bookmarks: new Bookmarks(lab, notices) };
}

test('they are read once, and then as the lab tells of them', async () => {
  const { lab, bookmarks } = opened();
  await bookmarks.load();
  expect(bookmarks.of('#/compare?runs=x')).toEqual(bounce);
  expect(bookmarks.of('#/')).toBeNull();
  lab.tell({ type: 'bookmarks', bookmarks: [] });
  expect(bookmarks.list).toEqual([]);
});

test('a deleted one comes back by Undo', async () => {
  const restore = vi.fn(() => null);
  const { bookmarks, notices } = opened({ 'bookmarks.delete': () => null, 'bookmarks.restore': restore });
  await bookmarks.delete(bounce);
  const [notice] = notices.list;
  expect(notice?.sentence).toBe('The bookmark “the bounce” was deleted.');
  notice?.action?.run();
  expect(restore).toHaveBeenCalledWith({ id: 'a' });
});

test('what the lab refuses is said, and nothing else', async () => {
  const refuse = (): never => {
    throw new LabError([{ code: 'read-only', message: 'The store is open for reading only.' }]);
  };
  const { bookmarks, notices } = opened({
    'bookmarks.keep': refuse,
    'bookmarks.rename': refuse,
    'bookmarks.delete': refuse,
  });
  await bookmarks.keep('n', '#/');
  await bookmarks.rename(bounce, 'n');
  await bookmarks.delete(bounce);
  expect(notices.list.map(({ sentence, action }) => [sentence, action])).toEqual([
    ['The store is open for reading only.', undefined],
  ]);
});
