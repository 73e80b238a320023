import type { Colours } from './colours.ts';

/** A command of the application's menu: one of the palette's (renderer/commands), by its id. */
export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  /** In Electron's writing; `CmdOrCtrl` is ⌘ on a Mac. */
  readonly accelerator?: string;
}

/** The commands of the menus View and Run; what the palette offers for runs depends on what is shown, these are there always. */
export const viewCommands: readonly MenuCommand[] = [
  { id: 'view.runs', title: 'Runs', accelerator: 'CmdOrCtrl+1' },
  { id: 'view.new', title: 'New experiment', accelerator: 'CmdOrCtrl+2' },
  { id: 'view.compare', title: 'Compare', accelerator: 'CmdOrCtrl+3' },
  { id: 'view.landscape', title: 'Landscape', accelerator: 'CmdOrCtrl+4' },
  { id: 'view.learn', title: 'Learn', accelerator: 'CmdOrCtrl+5' },
  { id: 'palette', title: 'All commands…', accelerator: 'CmdOrCtrl+K' },
];

/** Those that act on the runs that are selected or shown; they do nothing where there are none. */
export const runCommands: readonly MenuCommand[] = [
  { id: 'runs.pause', title: 'Pause' },
  { id: 'runs.resume', title: 'Resume' },
  { id: 'runs.stop', title: 'Stop' },
  { id: 'runs.compare', title: 'Compare' },
  { id: 'runs.delete', title: 'Delete' },
];

/** The first of the menu Bookmarks; those that are kept follow it by their names. */
export const keepCommand: MenuCommand = {
  id: 'bookmark.keep',
  title: 'Keep this view…',
  accelerator: 'CmdOrCtrl+D',
};

/** The menu Theme. */
export const colourCommands: readonly (MenuCommand & { readonly colours: Colours })[] = [
  { id: 'colours.system', title: 'As the system', colours: 'system' },
  { id: 'colours.light', title: 'Light', colours: 'light' },
  { id: 'colours.dark', title: 'Dark', colours: 'dark' },
];

/** What calls up a list of all keys; in the menu Help. */
export const keysCommand: MenuCommand = { id: 'keys', title: 'Keys' };

/** The menu's keys by the ids of their commands. */
export const accelerators: ReadonlyMap<string, string> = new Map(
  [...viewCommands, ...runCommands, keepCommand].flatMap(({ id, accelerator }) =>
    accelerator === undefined ? [] : [[id, accelerator]],
  ),
);
