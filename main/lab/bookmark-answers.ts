import type { Store } from '../store/store.ts';
import type { Answers } from './answers.ts';
import type { Feed } from './feed.ts';

type BookmarkAnswers = Pick<
  Answers,
  'bookmarks.list' | 'bookmarks.keep' | 'bookmarks.rename' | 'bookmarks.delete' | 'bookmarks.restore'
>;

/** Views kept under a name, in the store; every change is told to all fronts. */
export function bookmarkAnswers(store: Store, feed: Feed): BookmarkAnswers {
  const told = <T>(result: T): T => {
    feed.bookmarks(store.listBookmarks());
    return result;
  };
  return {
    'bookmarks.list': () => store.listBookmarks(),
    'bookmarks.keep': (bookmark) => told(store.keepBookmark(bookmark)),
    'bookmarks.rename': ({ id, name }) => told(store.renameBookmark(id, name)),
    'bookmarks.delete': ({ id }) => {
      store.deleteBookmark(id);
      return told(null);
    },
    'bookmarks.restore': ({ id }) => {
      store.restoreBookmark(id);
      return told(null);
    },
  };
}
