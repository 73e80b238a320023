import type { Bookmark } from '../../app/contract/bookmark.ts';
import type { LabDescription } from '../../app/contract/contract.ts';
import { LabError } from '../../app/contract/contract.ts';
import type { Preset } from '../../app/experiment/preset.ts';
import type { Problem, Run } from '../../app/run/run.ts';
import type { Bridge, BridgeState } from '../bridge/bridge.ts';
import { Bookmarks } from './bookmarks.svelte.ts';
import { DataFiles } from './data-files.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { comparisonOf, Route, runAddress } from './route.svelte.ts';
import { Runs } from './runs.svelte.ts';
import { RunTable } from './run-table.svelte.ts';
import { Studies, type StudyName } from './studies.svelte.ts';
import { Theme } from './theme.svelte.ts';

interface RunChange {
  readonly tags?: string[];
  readonly pinned?: boolean;
  readonly archived?: boolean;
}

/** What stands in front of the view: commands to choose from, the sheet of keys, the name of a bookmark (null: of a new one), or what is to be measured of a run. */
export type OpenDialog =
  | { readonly kind: 'palette' | 'keys' }
  | { readonly kind: 'bookmark'; readonly bookmark: Bookmark | null }
  | { readonly kind: 'study'; readonly study: StudyName; readonly run: string };

/** Everything the views show and do: the lab, what was read from it, and where the user is. */
export class Workspace {
  readonly bridge: Bridge;
  readonly runs: Runs;
  readonly table: RunTable;
  readonly theme: Theme;
  readonly notices = new Notices();
  readonly bookmarks: Bookmarks;
  readonly draft: Draft;
  readonly dataFiles: DataFiles;
  readonly studies: Studies;
  readonly route: Route;
  connection = $state.raw<BridgeState>('connecting');
  lab = $state.raw<LabDescription | null>(null);
  presets = $state.raw<readonly Preset[] | null>(null);
  /** Null for none. */
  dialog = $state.raw<OpenDialog | null>(null);

  constructor(bridge: Bridge, route = new Route(), draft = new Draft(), storage: Storage | null = null) {
    this.bridge = bridge;
    this.route = route;
    this.runs = new Runs(bridge);
    this.theme = new Theme(storage);
    this.table = new RunTable(this.runs, storage);
    this.bookmarks = new Bookmarks(bridge, this.notices);
    this.draft = draft;
    this.dataFiles = new DataFiles(bridge);
    this.studies = new Studies(bridge);
    this.connection = bridge.state;
    bridge.watch((state) => {
      this.connection = state;
      if (state === 'open') void this.#load();
    });
    if (bridge.state === 'open') void this.#load();
  }

  /** Puts experiments in the lab's queue and shows their comparison. */
  async start(experiments: readonly unknown[]): Promise<void> {
    const started = await this.notices.attempt(
      this.bridge.call('runs.start', { experiments: [...experiments] }),
    );
    if (!started) return;
    await this.notices.attempt(this.runs.load());
    this.route.go(comparisonOf(started.ids));
  }

  /** Takes a preset into the draft, with a way back to what was written before. */
  choose(preset: Preset): void {
    this.#write(preset.title, () => this.draft.edit(preset.experiments, preset.name));
    this.route.go({ view: 'new', preset: preset.name });
  }

  /** Takes the text of an experiment file into the draft, right or not, with a way back to what was written before. */
  editFile(name: string, text: string): void {
    this.#write(name, () => this.draft.restore({ text, preset: null }));
    this.route.go({ view: 'new' });
  }

  #write(title: string, write: () => void): void {
    const { draft, route } = this;
    const before = { text: draft.text, preset: draft.preset };
    const written = draft.isWritten(this.presets ?? []);
    write();
    if (!written) return;
    this.notices.say(`“${title}” has taken the place of what was written.`, {
      title: 'Undo',
      run: () => {
        draft.restore(before);
        route.amend({ view: 'new', ...(before.preset === null ? {} : { preset: before.preset }) });
      },
    });
  }

  /** Deletes runs, with a way back. */
  async delete(ids: readonly string[]): Promise<void> {
    const deleted = await this.notices.attempt(this.bridge.call('runs.delete', { ids: [...ids] }));
    if (deleted === undefined) return;
    for (const id of ids) this.table.selected.delete(id);
    this.notices.say(ids.length === 1 ? 'The run was deleted.' : `${ids.length} runs were deleted.`, {
      title: 'Undo',
      run: () => void this.notices.attempt(this.bridge.call('runs.restore', { ids: [...ids] })),
    });
  }

  /** Puts a fork of a run in the lab's queue and shows it. @returns why it was refused; empty where it was not */
  async fork(id: string, point: number, changes: Record<string, unknown>): Promise<readonly Problem[]> {
    let forked: string;
    try {
      forked = (await this.bridge.call('runs.fork', { id, point, changes })).id;
    } catch (error) {
      if (error instanceof LabError) return error.problems;
      throw error;
    }
    await this.notices.attempt(this.runs.load());
    this.route.go(runAddress(forked));
    this.notices.say(`The fork begins at step ${point} of its run.`, {
      title: 'Compare both',
      run: () => this.route.go(comparisonOf([id, forked])),
    });
    return [];
  }

  /** Goes on with a paused run for one step. */
  async step(id: string): Promise<void> {
    await this.notices.attempt(this.bridge.call('runs.step', { id, count: 1 }));
  }

  async note(id: string, note: string): Promise<void> {
    await this.notices.attempt(this.bridge.call('runs.annotate', { id, note }));
  }

  /** Pauses, resumes or stops runs. */
  async steer(method: 'runs.pause' | 'runs.resume' | 'runs.stop', ids: readonly string[]): Promise<void> {
    await this.notices.attempt(this.bridge.call(method, { ids: [...ids] }));
  }

  /** Changes the tags, the pin or the archive of runs. @returns whether all were changed */
  async annotate(runs: readonly Run[], change: (run: Run) => RunChange): Promise<boolean> {
    const calls = runs.map((run) => this.bridge.call('runs.annotate', { id: run.id, ...change(run) }));
    return (await this.notices.attempt(Promise.all(calls))) !== undefined;
  }

  /** Puts runs into the archive or takes them out of it, with a way back. */
  async archive(runs: readonly Run[], archived: boolean): Promise<void> {
    if (!(await this.annotate(runs, () => ({ archived })))) return;
    for (const { id } of runs) this.table.selected.delete(id);
    const what = runs.length === 1 ? 'The run is' : `${runs.length} runs are`;
    this.notices.say(`${what} ${archived ? 'in' : 'out of'} the archive.`, {
      title: 'Undo',
      run: () => void this.annotate(runs, () => ({ archived: !archived })),
    });
  }

  /** Takes the experiment of a run into the draft, with a way back to what was written before. */
  duplicate({ name, id, experiment }: Run): void {
    this.#write(name || id, () => this.draft.edit([experiment]));
    this.route.go({ view: 'new' });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.notices.attempt(this.bridge.call('runs.annotate', { id, name }));
  }

  async #load(): Promise<void> {
    await this.notices.attempt(
      Promise.all([
        this.runs.load(),
        this.bookmarks.load(),
        this.bridge.call('lab.describe', {}).then((lab) => (this.lab = lab)),
        this.bridge.call('presets.list', {}).then((presets) => (this.presets = presets)),
      ]),
    );
  }
}
