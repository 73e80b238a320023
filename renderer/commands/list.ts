import { parseAddress } from '../state/address.ts';
import { runAddress } from '../state/route.svelte.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';
import { isReadOnly, table } from './table.ts';

/** What can be done now: commands of the table, bookmarks, examples, and every run by its name. */
export function commandsOf(workspace: Workspace): Command[] {
  return [
    ...table.flatMap(({ id, title, key, now }) => {
      const possible = now(workspace);
      return possible ? [{ id, title, key, ...possible }] : [];
    }),
    ...openBookmarks(workspace),
    ...examples(workspace),
    ...runs(workspace),
    ...changeBookmarks(workspace),
  ];
}

function openBookmarks({ bookmarks, route }: Workspace): Command[] {
  return bookmarks.list.map(({ id, name, address }) => ({
    id: `bookmark.${id}`,
    title: `Open bookmark: ${name}`,
    key: null,
    run: () => route.go(parseAddress(address)),
  }));
}

function changeBookmarks(workspace: Workspace): Command[] {
  if (isReadOnly(workspace)) return [];
  return workspace.bookmarks.list.flatMap((bookmark) => [
    {
      id: `bookmark.${bookmark.id}.rename`,
      title: `Rename bookmark: ${bookmark.name}`,
      key: null,
      run: () => (workspace.dialog = { kind: 'bookmark', bookmark }),
    },
    {
      id: `bookmark.${bookmark.id}.delete`,
      title: `Delete bookmark: ${bookmark.name}`,
      key: null,
      run: () => void workspace.bookmarks.delete(bookmark),
    },
  ]);
}

function examples(workspace: Workspace): Command[] {
  return (workspace.presets ?? []).map(({ name, title, experiments }) => ({
    id: `preset.${name}`,
    title: `Run example: ${title}`,
    key: null,
    run: () => void workspace.start(experiments),
  }));
}

function runs({ runs, route }: Workspace): Command[] {
  return (runs.list ?? []).map(({ id, name }) => ({
    id: `run.${id}`,
    title: `Open run: ${name || id}`,
    key: null,
    run: () => route.go(runAddress(id)),
  }));
}
