import { beforeEach, expect, test, vi } from 'vitest';
import {
  colourCommands,
  keepCommand,
  keysCommand,
  runCommands,
  viewCommands,
} from '../../../app/contract/menu.ts';
import type { DesktopFront, OpenedExperiment } from '../../../app/contract/desktop.ts';
import { joinDesktop } from '../../../renderer/state/desktop.ts';
import { Workspace } from '../../../renderer/state/workspace.svelte.ts';
import { commandsOf } from '../../../renderer/commands/list.ts';
import { dropOnWindow } from '../../../renderer/ui/dropped-experiment.ts';
import { run } from '../run.ts';
import { StillLab } from '../still-lab.ts';

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
});

const lab = () =>
  new StillLab({
    'runs.list': () => [run('a', { status: 'running' }), run('b', { status: 'paused' })],
    'presets.list': () => [],
    'bookmarks.list': () => [],
    'lab.describe': () => new Promise(() => undefined),
  });

async function joined() {
  const heard: { command: (id: string) => void; experiment: (file: OpenedExperiment) => void } = {
    command: () => undefined,
    experiment: () => undefined,
  };
  const open = vi.fn();
  const setColours = vi.fn();
  const front: DesktopFront = {
    call: vi.fn(),
    onEvent: () => () => undefined,
    onCommand: (listener) => ((heard.command = listener), () => undefined),
    onExperiment: (listener) => ((heard.experiment = listener), () => undefined),
    open,
    setColours,
  };
  const workspace = new Workspace(lab());
  await vi.waitFor(() => expect(workspace.runs.list).toHaveLength(2));
  joinDesktop(workspace, front);
  return { workspace, heard, front, open, setColours };
}

const json = '{ "version": 1 }';
const file = (name: string, text = json): File =>
  Object.assign(new File([text], name), { text: () => Promise.resolve(text) });
const drop = (...files: File[]): DragEvent =>
  Object.assign(new Event('drop', { cancelable: true }), { dataTransfer: { files } }) as unknown as DragEvent;

test('every command of the menu is one of the palette’s', async () => {
  const { workspace } = await joined();
  for (const id of ['a', 'b']) workspace.table.selected.add(id);
  const ids = commandsOf(workspace).map(({ id }) => id);
  for (const { id } of [...viewCommands, ...runCommands, ...colourCommands, keepCommand, keysCommand])
    expect(ids).toContain(id);
});

test('the menu does commands, and opens the palette', async () => {
  const { workspace, heard } = await joined();
  heard.command('view.learn');
  expect(workspace.route.address.view).toBe('learn');
  heard.command('palette');
  expect(workspace.dialog).toEqual({ kind: 'palette' });
  heard.command('no.such.command');
});

test('the application is told which colours were chosen, at first and when they change', async () => {
  const { heard, setColours } = await joined();
  heard.command('colours.dark');
  expect(setColours.mock.calls).toEqual([['system'], ['dark']]);
});

test('a file that the application opens is edited, with a way back to what was written', async () => {
  const { workspace, heard } = await joined();
  workspace.draft.text = '{ "mine": 1 }';
  heard.experiment({ name: 'theirs.json', text: json });
  expect(workspace.draft.text).toBe(json);
  expect(workspace.route.address).toEqual({ view: 'new' });
  const notice = workspace.notices.list.at(-1);
  expect(notice?.sentence).toContain('theirs.json');
  notice?.action?.run();
  expect(workspace.draft.text).toBe('{ "mine": 1 }');
});

test('an experiment dropped on the window is edited; other files are named with what is expected', async () => {
  const { workspace } = await joined();
  const event = drop(file('mine.ravine'));
  await dropOnWindow(event, workspace);
  expect(event.defaultPrevented).toBe(true); // a browser would leave the lab for it
  expect(workspace.draft.text).toBe(json);
  await dropOnWindow(drop(file('photo.png')), workspace);
  expect(workspace.notices.list.at(-1)?.sentence).toContain('photo.png is no experiment (.ravine, .json)');
  const taken = drop(file('data.json'));
  taken.preventDefault();
  workspace.draft.text = '';
  await dropOnWindow(taken, workspace);
  expect(workspace.draft.text).toBe(''); // a part of the view had taken it
});

test('in the desktop application other files are opened by it', async () => {
  const { workspace, front, open } = await joined();
  Object.assign(window, { ravine: front });
  const store = file('lab.sqlite');
  await dropOnWindow(drop(store), workspace);
  expect(open).toHaveBeenCalledWith(store);
  delete (window as { ravine?: unknown }).ravine;
});
