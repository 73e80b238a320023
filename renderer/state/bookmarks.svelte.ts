import type { Bookmark } from '../../app/contract/bookmark.ts';
import type { Lab } from '../../app/contract/contract.ts';
import type { Notices } from './notices.svelte.ts';

/** Views kept under a name, as the lab has them. */
export class Bookmarks {
  /** By name. */
  list = $state.raw<readonly Bookmark[]>([]);
  readonly #lab: Lab;
  readonly #notices: Notices;

  constructor(lab: Lab, notices: Notices) {
    this.#lab = lab;
    this.#notices = notices;
    lab.subscribe((event) => {
      if (event.type === 'bookmarks') this.list = event.bookmarks;
    });
  }

  /** @throws LabError */
  async load(): Promise<void> {
    this.list = await this.#lab.call('bookmarks.list', {});
  }

  /** The bookmark of an address; null where it is not kept. */
  of(address: string): Bookmark | null {
    return this.list.find((bookmark) => bookmark.address === address) ?? null;
  }

  async keep(name: string, address: string): Promise<void> {
    const kept = await this.#notices.attempt(this.#lab.call('bookmarks.keep', { name, address }));
    if (kept) this.#notices.say(`This view is kept as “${kept.name}”.`);
  }

  async rename({ id }: Bookmark, name: string): Promise<void> {
    await this.#notices.attempt(this.#lab.call('bookmarks.rename', { id, name }));
  }

  /** Deletes a bookmark, with a way back. */
  async delete({ id, name }: Bookmark): Promise<void> {
    const deleted = await this.#notices.attempt(this.#lab.call('bookmarks.delete', { id }));
    if (deleted === undefined) return;
    this.#notices.say(`The bookmark “${name}” was deleted.`, {
      title: 'Undo',
      run: () => void this.#notices.attempt(this.#lab.call('bookmarks.restore', { id })),
    });
  }
}
