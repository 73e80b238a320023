import { SvelteSet } from 'svelte/reactivity';
import type { Run } from '../../app/run/run.ts';
import { columns, searchText } from './run-columns.ts';
import type { Runs } from './runs.svelte.ts';

/** How the table of runs is sorted, searched and selected from. */
export class RunTable {
  search = $state('');
  sortedBy = $state('date');
  descending = $state(true);
  readonly selected = new SvelteSet<string>();
  readonly #runs: Runs;

  /** The runs whose every searched word occurs, in the chosen order. */
  readonly rows = $derived.by((): readonly Run[] => {
    const words = this.search.toLowerCase().split(/\s+/).filter(Boolean);
    const found = (this.#runs.list ?? []).filter(
      (run) => words.length === 0 || words.every((word) => searchText(run).includes(word)),
    );
    const column = columns.find(({ name }) => name === this.sortedBy);
    return column ? sorted(found, column.value, this.descending) : found;
  });

  readonly selectedRuns = $derived.by(() =>
    (this.#runs.list ?? []).filter((run) => this.selected.has(run.id)),
  );

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  /** Sorts by a column; a second time turns the order round. */
  sortBy(name: string): void {
    this.descending = this.sortedBy === name ? !this.descending : name === 'date';
    this.sortedBy = name;
  }

  toggle(id: string): void {
    if (!this.selected.delete(id)) this.selected.add(id);
  }

  /** Selects all rows found, or none of them where all are. */
  toggleAll(): void {
    const all = this.rows.every((run) => this.selected.has(run.id));
    for (const run of this.rows)
      if (all) this.selected.delete(run.id);
      else this.selected.add(run.id);
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
