import { formatAddress, parseAddress } from './address.ts';
import type { Address, ComparisonAddress, LearnAddress, RunAddress, RunsAddress } from './address.ts';
import { firstLandscape, type LandscapeAddress } from './landscape-address.ts';

// Browsers drop changes of the address above 200 in ten seconds, as a wheel or a pointer makes them.
const SPAN = 1000; // ms
const MOST = 15; // changes in a span

/** Where the page is: the part of the address after `#`, both ways. */
export class Route {
  address = $state.raw<Address>(parseAddress(''));
  /** The comparison shown last, to come back to. */
  lastComparison = $state.raw<Address>(comparisonOf([]));
  /** The table of runs as it was shown last. */
  lastRuns = $state.raw<RunsAddress>({ view: 'runs' });
  /** The landscape shown last, to come back to. */
  lastLandscape = $state.raw<LandscapeAddress>(firstLandscape);
  /** The page of Learn shown last, to come back to. */
  lastLesson = $state.raw<LearnAddress>({ view: 'learn', claim: 1 });
  readonly #page: Window;
  /** What stands in the address as it was set or read here last. */
  #known: string | null = null;
  /** When the address was changed in the last span, oldest first. */
  #written: number[] = [];
  #isWaiting = false;
  #wait: ReturnType<typeof setTimeout> | undefined;

  constructor(page: Window = window) {
    this.#page = page;
    this.#read();
    page.addEventListener('hashchange', () => this.#read());
    page.addEventListener('pagehide', () => this.#write());
  }

  /** Opens a view, as a step of the browser's history. */
  go(address: Address): void {
    this.#write();
    this.#page.location.hash = formatAddress(address);
    this.#known = this.#page.location.hash;
    this.#show(address);
  }

  /** Changes what a view shows, without a step of history: zooming is no journey. */
  amend(address: Address): void {
    this.#show(address);
    this.#isWaiting = true;
    const now = performance.now();
    this.#written = this.#written.filter((time) => time > now - SPAN);
    const [oldest = now] = this.#written;
    if (this.#written.length < MOST) this.#write();
    else this.#wait ??= setTimeout(() => this.#write(), oldest + SPAN - now);
  }

  #write(): void {
    clearTimeout(this.#wait);
    this.#wait = undefined;
    if (!this.#isWaiting) return;
    this.#isWaiting = false;
    this.#written.push(performance.now());
    this.#page.history.replaceState(null, '', formatAddress(this.address));
    this.#known = this.#page.location.hash;
  }

  #read(): void {
    const { hash } = this.#page.location;
    if (hash === this.#known) return; // set here; what is shown may have been amended since
    this.#known = hash;
    this.#show(parseAddress(hash));
  }

  #show(address: Address): void {
    this.address = address;
    if (address.view === 'runs') this.lastRuns = address;
    if (address.view === 'compare') this.lastComparison = address;
    if (address.view === 'landscape') this.lastLandscape = address;
    if (address.view === 'learn') this.lastLesson = address;
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
