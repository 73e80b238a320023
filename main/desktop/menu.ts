import type { MenuItemConstructorOptions } from 'electron';
import { basename } from 'node:path';
import type { Bookmark } from '../../app/contract/bookmark.ts';
import type { Colours } from '../../app/contract/colours.ts';
import {
  colourCommands,
  keepCommand,
  keysCommand,
  runCommands,
  viewCommands,
  type MenuCommand,
} from '../../app/contract/menu.ts';

/** What the menu has done. */
export interface MenuActions {
  readonly platform: NodeJS.Platform;
  /** Store files that were open lately, the open one first. */
  readonly recent: readonly string[];
  readonly bookmarks: readonly Bookmark[];
  readonly colours: Colours;
  openExperiment(): void;
  openStore(): void;
  newStore(): void;
  openRecent(file: string): void;
  showStore(): void;
  showLicences(): void;
  /** Has the window do a command of the palette. */
  command(id: string): void;
}

/** The menu of the application: the palette's commands, files, and what every program has. */
export function menuOf(actions: MenuActions): MenuItemConstructorOptions[] {
  const isMac = actions.platform === 'darwin';
  const licences = { label: 'Licences', click: () => actions.showLicences() };
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileMenu(actions, isMac) },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...viewCommands.map((command) => item(command, actions)),
        { type: 'separator' },
        { label: 'Theme', submenu: colourMenu(actions) },
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: '&Run', submenu: runCommands.map((command) => item(command, actions)) },
    { label: '&Bookmarks', submenu: bookmarkMenu(actions) },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [item(keysCommand, actions), licences, ...(isMac ? [] : [{ role: 'about' } as const])],
    },
  ];
}

function fileMenu(actions: MenuActions, isMac: boolean): MenuItemConstructorOptions[] {
  const recent = actions.recent.slice(1).map((file) => ({
    label: `${basename(file)}  ${file}`,
    click: () => actions.openRecent(file),
  }));
  return [
    { label: 'Open experiment…', accelerator: 'CmdOrCtrl+O', click: () => actions.openExperiment() },
    { type: 'separator' },
    { label: 'New lab…', click: () => actions.newStore() },
    { label: 'Open lab…', accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.openStore() },
    { label: 'Recent labs', enabled: recent.length > 0, submenu: recent },
    { label: 'Show the lab’s file', click: () => actions.showStore() },
    { type: 'separator' },
    isMac ? { role: 'close' } : { role: 'quit' },
  ];
}

function colourMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  return colourCommands.map(({ colours, ...command }) => ({
    ...item(command, actions),
    type: 'radio',
    checked: colours === actions.colours,
  }));
}

function bookmarkMenu(actions: MenuActions): MenuItemConstructorOptions[] {
  const kept = actions.bookmarks.map(({ id, name }) => ({
    label: name.replaceAll('&', '&&'), // a single one would mark the letter after it
    click: () => actions.command(`bookmark.${id}`),
  }));
  return [item(keepCommand, actions), ...(kept.length > 0 ? [{ type: 'separator' as const }, ...kept] : [])];
}

function item({ id, title, accelerator }: MenuCommand, actions: MenuActions): MenuItemConstructorOptions {
  return {
    id,
    label: title,
    ...(accelerator === undefined ? {} : { accelerator }),
    // The page hears its own keys (Ctrl+K); the menu shows them.
    registerAccelerator: id !== 'palette',
    click: () => actions.command(id),
  };
}
