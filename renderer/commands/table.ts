import type { Colours } from '../../app/contract/colours.ts';
import { activeStatuses, type Run, type RunStatus } from '../../app/run/run.ts';
import { formatAddress, type Address } from '../state/address.ts';
import { comparisonOf, type Route } from '../state/route.svelte.ts';
import type { StudyName } from '../state/studies.svelte.ts';
import type { Workspace } from '../state/workspace.svelte.ts';

/** A command that belongs to no single run, bookmark or example; the sheet of keys shows them all, also while they cannot be done. */
export interface TableCommand {
  readonly id: string;
  readonly group: Group;
  /** What it does at any time. */
  readonly title: string;
  /** A key that does it where nothing is being written; null for none. */
  readonly key: string | null;
  /** How it is done now, with a nearer title where there is one; null where it cannot be. */
  readonly now: (workspace: Workspace) => { readonly title?: string; readonly run: () => void } | null;
}

export const groups = ['Views', 'Runs shown or selected', 'This view', 'General'] as const;
export type Group = (typeof groups)[number];

const RESUMABLE: readonly RunStatus[] = ['paused', 'interrupted', 'stopped', 'failed'];

/** In the order in which they are offered. */
export const table: readonly TableCommand[] = [
  view('runs', 'Runs', 'r', (route) => route.lastRuns),
  view('new', 'New experiment', 'n', () => ({ view: 'new' })),
  view('compare', 'Compare', 'c', (route) => route.lastComparison),
  view('landscape', 'Landscape', 'l', (route) => route.lastLandscape),
  view('learn', 'Learn', 'e', (route) => route.lastLesson),
  steer('runs.pause', 'Pause', 'p', ['running', 'queued']),
  steer('runs.resume', 'Resume', 'p', RESUMABLE),
  steer('runs.stop', 'Stop', null, activeStatuses),
  {
    id: 'runs.compare',
    group: 'Runs shown or selected',
    title: 'Compare',
    key: null,
    now: (workspace) => withRuns(workspace, 'Compare', (ids) => workspace.route.go(comparisonOf(ids))),
  },
  {
    id: 'runs.delete',
    group: 'Runs shown or selected',
    title: 'Delete',
    key: null,
    now: (workspace) =>
      isReadOnly(workspace) ? null : withRuns(workspace, 'Delete', (ids) => void workspace.delete(ids)),
  },
  {
    id: 'bookmark.keep',
    group: 'This view',
    title: 'Keep this view as a bookmark',
    key: 'b',
    now: (workspace) => {
      if (isReadOnly(workspace)) return null;
      const bookmark = workspace.bookmarks.of(formatAddress(workspace.route.address));
      return {
        ...(bookmark && { title: `Rename the bookmark of this view: ${bookmark.name}` }),
        run: () => (workspace.dialog = { kind: 'bookmark', bookmark }),
      };
    },
  },
  {
    id: 'address.copy',
    group: 'This view',
    title: 'Copy the address of this view',
    key: null,
    now: ({ notices }) => ({
      run: () =>
        void navigator.clipboard.writeText(location.href).then(
          () => notices.say('The address of this view was copied.'),
          () => notices.say('The browser did not let the address be copied.'),
        ),
    }),
  },
  study('spectrum', 'Measure the spectrum of the Hessian'),
  study('slice', 'Slice the loss'),
  study('flow', 'Follow the gradient flow'),
  {
    id: 'undo',
    group: 'General',
    title: 'Undo what the last message tells of',
    key: 'u',
    now: ({ notices }) => {
      const last = notices.list.findLast(({ action }) => action?.title === 'Undo');
      if (!last) return null;
      return {
        title: `Undo: ${last.sentence}`,
        run: () => {
          last.action?.run();
          notices.close(last.key);
        },
      };
    },
  },
  {
    id: 'palette',
    group: 'General',
    title: 'Find a command, a run or an example',
    key: 'Ctrl K',
    now: (workspace) => ({ run: () => (workspace.dialog = { kind: 'palette' }) }),
  },
  colours('system', 'as the system has them'),
  colours('light', 'light'),
  colours('dark', 'dark'),
  {
    id: 'keys',
    group: 'General',
    title: 'Show all keys',
    key: '?',
    now: (workspace) => ({ run: () => (workspace.dialog = { kind: 'keys' }) }),
  },
];

function view(name: string, title: string, key: string, address: (route: Route) => Address): TableCommand {
  return {
    ...{ id: `view.${name}`, group: 'Views', title: `Go to ${title}`, key },
    now: ({ route }) => ({ run: () => route.go(address(route)) }),
  };
}

/** @param statuses of the runs that it can be done with */
function steer(
  id: 'runs.pause' | 'runs.resume' | 'runs.stop',
  title: string,
  key: string | null,
  statuses: readonly RunStatus[],
): TableCommand {
  return {
    ...{ id, group: 'Runs shown or selected', title, key },
    now: (workspace) => {
      const which = chosenRuns(workspace).filter(({ status }) => statuses.includes(status));
      if (which.length === 0) return null;
      return withRuns(
        workspace,
        title,
        () =>
          void workspace.steer(
            id,
            which.map((run) => run.id),
          ),
      );
    },
  };
}

/** Asks how something is to be measured of the run that is shown. */
function study(name: StudyName, title: string): TableCommand {
  return {
    ...{ id: `study.${name}`, group: 'This view', title, key: null },
    now: (workspace) => {
      const { route, runs, studies } = workspace;
      const run = route.address.view === 'run' ? runs.byId.get(route.address.id) : undefined;
      if (!run?.execution || isReadOnly(workspace) || studies.isComputing(run.id)) return null;
      return { run: () => (workspace.dialog = { kind: 'study', study: name, run: run.id }) };
    },
  };
}

function colours(chosen: Colours, title: string): TableCommand {
  return {
    ...{ id: `colours.${chosen}`, group: 'General', title: `Theme: colours ${title}`, key: null },
    now: ({ theme }) => ({ run: () => theme.choose(chosen) }),
  };
}

/** With the runs that are selected in the table, else those of the view; null where there are none. */
function withRuns(
  workspace: Workspace,
  title: string,
  act: (ids: string[]) => void,
): { title: string; run: () => void } | null {
  const chosen = chosenRuns(workspace);
  if (chosen.length === 0) return null;
  const whose = chosen.length === 1 ? chosen[0]?.name || 'the run' : `${chosen.length} runs`;
  return { title: `${title} ${whose}`, run: () => act(chosen.map(({ id }) => id)) };
}

function chosenRuns({ route, runs, table }: Workspace): readonly Run[] {
  const { address } = route;
  if (address.view === 'runs') return [...table.selectedRuns].reverse();
  const ids = address.view === 'run' ? [address.id] : address.view === 'compare' ? address.runs : [];
  return ids.flatMap((id) => runs.byId.get(id) ?? []);
}

/** Whether nothing in the lab can be changed. */
export function isReadOnly({ lab }: Workspace): boolean {
  return lab?.store.readOnly ?? false;
}
