import { activeStatuses, type Run, type RunStatus } from '../../app/run/run.ts';
import { comparisonOf, runAddress } from '../state/route.svelte.ts';
import { formatAddress, parseAddress } from '../state/address.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

const RESUMABLE: readonly RunStatus[] = ['paused', 'interrupted', 'stopped', 'failed'];

/** What can be done now: views, what the shown or selected runs allow, examples, every bookmark and every run by its name. */
export function commandsOf(workspace: Workspace): Command[] {
  return [
    ...views(workspace),
    ...withRuns(workspace),
    ...general(workspace),
    ...openBookmarks(workspace),
    ...examples(workspace),
    ...runs(workspace),
    ...changeBookmarks(workspace),
  ];
}

function views({ route }: Workspace): Command[] {
  return [
    { id: 'view.runs', title: 'Go to Runs', key: 'r', run: () => route.go(route.lastRuns) },
    { id: 'view.new', title: 'Go to New experiment', key: 'n', run: () => route.go({ view: 'new' }) },
    { id: 'view.compare', title: 'Go to Compare', key: 'c', run: () => route.go(route.lastComparison) },
    { id: 'view.landscape', title: 'Go to Landscape', key: 'l', run: () => route.go(route.lastLandscape) },
    { id: 'view.learn', title: 'Go to Learn', key: 'e', run: () => route.go({ view: 'learn', claim: 1 }) },
  ];
}

/** With the runs that are selected in the table, else those of the view. */
function withRuns(workspace: Workspace): Command[] {
  const chosen = chosenRuns(workspace);
  if (chosen.length === 0) return [];
  const whose = chosen.length === 1 ? chosen[0]?.name || 'the run' : `${chosen.length} runs`;
  const ids = (statuses: readonly RunStatus[]): string[] =>
    chosen.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);
  const steer = (
    title: string,
    method: 'runs.pause' | 'runs.resume' | 'runs.stop',
    statuses: readonly RunStatus[],
    key: string | null,
  ): Command[] => {
    const which = ids(statuses);
    if (which.length === 0) return [];
    return [{ id: method, title: `${title} ${whose}`, key, run: () => void workspace.steer(method, which) }];
  };
  return [
    ...steer('Pause', 'runs.pause', ['running', 'queued'], 'p'),
    ...steer('Resume', 'runs.resume', RESUMABLE, 'p'),
    ...steer('Stop', 'runs.stop', activeStatuses, null),
    {
      id: 'runs.compare',
      title: `Compare ${whose}`,
      key: null,
      run: () => workspace.route.go(comparisonOf(chosen.map(({ id }) => id))),
    },
    ...(workspace.lab?.store.readOnly
      ? []
      : [
          {
            id: 'runs.delete',
            title: `Delete ${whose}`,
            key: null,
            run: () => void workspace.delete(chosen.map(({ id }) => id)),
          },
        ]),
  ];
}

function chosenRuns({ route, runs, table }: Workspace): readonly Run[] {
  const { address } = route;
  if (address.view === 'runs') return [...table.selectedRuns].reverse();
  const ids = address.view === 'run' ? [address.id] : address.view === 'compare' ? address.runs : [];
  return ids.flatMap((id) => runs.byId.get(id) ?? []);
}

function general(workspace: Workspace): Command[] {
  const undo = workspace.notices.list.findLast(({ action }) => action?.title === 'Undo');
  return [
    ...(undo
      ? [
          {
            id: 'undo',
            title: `Undo: ${undo.sentence}`,
            key: 'u',
            run: () => {
              undo.action?.run();
              workspace.notices.close(undo.key);
            },
          },
        ]
      : []),
    ...keepView(workspace),
    {
      id: 'address.copy',
      title: 'Copy the address of this view',
      key: null,
      run: () => {
        void navigator.clipboard.writeText(location.href).then(
          () => workspace.notices.say('The address of this view was copied.'),
          () => workspace.notices.say('The browser did not let the address be copied.'),
        );
      },
    },
  ];
}

/** Keeps the view that is shown under a name, or changes the name that it is kept under. */
function keepView(workspace: Workspace): Command[] {
  if (workspace.lab?.store.readOnly) return [];
  const bookmark = workspace.bookmarks.of(formatAddress(workspace.route.address));
  return [
    {
      id: 'bookmark.keep',
      title: bookmark ? `Rename the bookmark of this view: ${bookmark.name}` : 'Keep this view as a bookmark',
      key: 'b',
      run: () => (workspace.dialog = { kind: 'bookmark', bookmark }),
    },
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
  if (workspace.lab?.store.readOnly) return [];
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
