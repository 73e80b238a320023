import { SvelteSet } from 'svelte/reactivity';
import { csvCell } from '../../app/format/csv.ts';
import { parseFilter, unknownKeys } from '../../app/run/filter.ts';
import type { Run } from '../../app/run/run.ts';
import type { RunsAddress } from './address.ts';
import { columns, searchText, usualColumns, type Column } from './run-columns.ts';
import type { Runs } from './runs.svelte.ts';

const COLUMNS_KEY = 'ravine-columns';
const FIRST_SORT = '-date';

/** How the table of runs is sorted, filtered and selected from. */
export class RunTable {
  search = $state('');
  sortedBy = $state('date');
  descending = $state(true);
  /** Whether the archived runs are shown, and not the others. */
  archived = $state(false);
  readonly selected = new SvelteSet<string>();
  /** Names of the columns that are shown. */
  #shown = $state.raw<readonly string[]>(usualColumns);
  /** The row that a range of selected rows begins at. */
  #anchor: string | null = null;
  readonly #runs: Runs;
  readonly #storage: Storage | null;

  readonly #filter = $derived.by(() => parseFilter(this.search, searchText));
  readonly #listed = $derived.by(() =>
    (this.#runs.list ?? []).filter((run) => run.archived === this.archived),
  );
  /** What of the search cannot be understood, or names what no run has. */
  readonly problems: readonly string[] = $derived.by(() => [
    ...this.#filter.problems,
    ...unknownKeys(this.#filter, this.#runs.list ?? []),
  ]);
  /** The runs that are searched for, in the chosen order; pinned ones first. */
  readonly rows = $derived.by((): readonly Run[] => {
    const found = this.#listed.filter((run) => this.#filter.matches(run));
    const column = columns.find(({ name }) => name === this.sortedBy);
    const ordered = column ? sorted(found, column.value, this.descending) : found;
    return [...ordered.filter(({ pinned }) => pinned), ...ordered.filter(({ pinned }) => !pinned)];
  });
  /** How many runs the search chooses from. */
  readonly count = $derived.by(() => this.#listed.length);
  readonly archivedCount = $derived.by(() => (this.#runs.list ?? []).filter((run) => run.archived).length);
  readonly columns: readonly Column[] = $derived.by(() =>
    columns.filter(({ name }) => this.#shown.includes(name)),
  );

  readonly selectedRuns = $derived.by(() =>
    (this.#runs.list ?? []).filter((run) => this.selected.has(run.id)),
  );

  /** @param storage where the columns are kept over a reload; nowhere where left out */
  constructor(runs: Runs, storage: Storage | null = null) {
    this.#runs = runs;
    this.#storage = storage;
    const kept = storage?.getItem(COLUMNS_KEY)?.split(',') ?? usualColumns;
    const known = columns.map(({ name }) => name).filter((name) => kept.includes(name));
    if (known.includes('name')) this.#shown = known;
  }

  /** What of the table its address holds. */
  get address(): RunsAddress {
    const sort = `${this.descending ? '-' : ''}${this.sortedBy}`;
    return {
      view: 'runs',
      ...(this.search === '' ? {} : { search: this.search }),
      ...(sort === FIRST_SORT ? {} : { sort }),
      ...(this.archived ? { archived: true } : {}),
    };
  }

  /** Shows what an address says. */
  take({ search = '', sort = FIRST_SORT, archived }: RunsAddress): void {
    this.search = search;
    this.descending = sort.startsWith('-');
    this.sortedBy = sort.replace('-', '');
    this.archived = archived ?? false;
  }

  /** Sorts by a column; a second time turns the order round. */
  sortBy(name: string): void {
    this.descending = this.sortedBy === name ? !this.descending : name === 'date';
    this.sortedBy = name;
  }

  /** Shows a column, or hides it; the name stays. */
  toggleColumn(name: string): void {
    if (name === 'name') return;
    const shown = this.#shown.includes(name)
      ? this.#shown.filter((other) => other !== name)
      : [...this.#shown, name];
    this.#shown = shown;
    try {
      this.#storage?.setItem(COLUMNS_KEY, shown.join(','));
    } catch {
      // A browser that keeps nothing shows the usual ones after a reload.
    }
  }

  isShown(name: string): boolean {
    return this.#shown.includes(name);
  }

  toggle(id: string): void {
    if (!this.selected.delete(id)) this.selected.add(id);
    this.#anchor = id;
  }

  /** Selects every row from the one toggled last to this one. */
  toggleTo(id: string): void {
    const places = [this.#anchor, id].map((one) => this.rows.findIndex((run) => run.id === one));
    if (places.includes(-1)) return this.toggle(id);
    const [from, to] = [Math.min(...places), Math.max(...places)];
    for (const run of this.rows.slice(from, to + 1)) this.selected.add(run.id);
  }

  /** Selects all rows found, or none of them where all are. */
  toggleAll(): void {
    const all = this.rows.every((run) => this.selected.has(run.id));
    for (const run of this.rows)
      if (all) this.selected.delete(run.id);
      else this.selected.add(run.id);
  }

  /** The rows and columns that are shown, with the runs' ids, as RFC 4180 has a table. Numbers are whole. */
  csv(): string {
    const head = ['id', ...this.columns.map(({ name }) => name)];
    const lines = this.rows.map((run) => [
      run.id,
      ...this.columns.map(({ value }) => String(value(run) ?? '')),
    ]);
    return [head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
  }
}

/** Rows without a value come last in either order. */
function sorted(
  runs: readonly Run[],
  value: (run: Run) => number | string | null,
  descending: boolean,
): readonly Run[] {
  const sign = descending ? -1 : 1;
  return [...runs]
    .map((run) => ({ run, key: value(run) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === 'number' && typeof b.key === 'number') return sign * (a.key - b.key);
      return sign * String(a.key).localeCompare(String(b.key), 'en', { numeric: true });
    })
    .map(({ run }) => run);
}
