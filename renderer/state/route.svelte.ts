import { formatAddress, parseAddress } from './address.ts';
import type { Address, ComparisonAddress, RunAddress, RunsAddress } from './address.ts';
import { firstLandscape, type LandscapeAddress } from './landscape-address.ts';

/** Where the page is: the part of the address after `#`, both ways. */
export class Route {
  address = $state.raw<Address>(parseAddress(''));
  /** The comparison shown last, to come back to. */
  lastComparison = $state.raw<Address>(comparisonOf([]));
  /** The table of runs as it was shown last. */
  lastRuns = $state.raw<RunsAddress>({ view: 'runs' });
  /** The landscape shown last, to come back to. */
  lastLandscape = $state.raw<LandscapeAddress>(firstLandscape);
  readonly #page: Window;

  constructor(page: Window = window) {
    this.#page = page;
    this.#read();
    page.addEventListener('hashchange', () => this.#read());
  }

  /** Opens a view, as a step of the browser's history. */
  go(address: Address): void {
    this.#page.location.hash = formatAddress(address);
    this.#show(address);
  }

  /** Changes what a view shows, without a step of history: zooming is no journey. */
  amend(address: Address): void {
    this.#page.history.replaceState(null, '', formatAddress(address));
    this.#show(address);
  }

  #read(): void {
    const { hash } = this.#page.location;
    if (hash !== formatAddress(this.address)) this.#show(parseAddress(hash));
  }

  #show(address: Address): void {
    this.address = address;
    if (address.view === 'runs') this.lastRuns = address;
    if (address.view === 'compare') this.lastComparison = address;
    if (address.view === 'landscape') this.lastLandscape = address;
  }
}

/** One run, shown from start to end. */
export function runAddress(id: string): RunAddress {
  return { view: 'run', id, stretch: null, at: null };
}

/** The comparison of these runs, all of them shown from start to end. */
export function comparisonOf(runs: readonly string[]): ComparisonAddress {
  return {
    ...{
      view: 'compare',
      runs,
      hidden: [],
      stretch: null,
      sharedAxes: true,
      columns: false,
      together: null,
      turned: [],
    },
    ...{ abscissa: 'step', across: 'linear', quantity: 'sharpness', against: null },
  };
}
