import type { Component } from 'svelte';
import type { Address } from '../state/address.ts';
import type Compare from './compare/Compare.svelte';
import type Landscape from './landscape/Landscape.svelte';
import type Learn from './learn/Learn.svelte';
import type New from './new/New.svelte';
import type Run from './run/Run.svelte';
import type Runs from './runs/Runs.svelte';

export type ViewName = Address['view'];

/** The component of each view. */
export interface ViewComponents {
  readonly runs: typeof Runs;
  readonly new: typeof New;
  readonly compare: typeof Compare;
  readonly run: typeof Run;
  readonly landscape: typeof Landscape;
  readonly learn: typeof Learn;
}

type Loaders = { readonly [Name in ViewName]: () => Promise<{ readonly default: ViewComponents[Name] }> };

/** Each is a script of its own: the page opens with the one that is asked for. */
const loaders: Loaders = {
  runs: () => import('./runs/Runs.svelte'),
  new: () => import('./new/New.svelte'),
  compare: () => import('./compare/Compare.svelte'),
  run: () => import('./run/Run.svelte'),
  landscape: () => import('./landscape/Landscape.svelte'),
  learn: () => import('./learn/Learn.svelte'),
};

/** The views' components as they are loaded: the one asked for at once, all others when the page is idle, so that no view is waited for later. */
export class Views {
  loaded = $state.raw<Partial<ViewComponents>>({});
  /** Why a view could not be loaded. */
  problems = $state.raw<Partial<Record<ViewName, string>>>({});
  readonly #loaders: Loaders;
  readonly #whenIdle: (act: () => void) => void;

  constructor(
    load = loaders,
    whenIdle = (act: () => void): void => void requestIdleCallback(() => act(), { timeout: LONGEST_WAIT }),
  ) {
    this.#loaders = load;
    this.#whenIdle = whenIdle;
  }

  /** Loads the view that is shown, then the others. */
  async show(name: ViewName): Promise<void> {
    await this.#load(name);
    this.#whenIdle(() => (Object.keys(this.#loaders) as ViewName[]).forEach((each) => void this.#load(each)));
  }

  async #load(name: ViewName): Promise<void> {
    if (this.loaded[name]) return;
    try {
      const { default: component } = await this.#loaders[name]();
      this.loaded = { ...this.loaded, [name]: component as Component };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.problems = { ...this.problems, [name]: problem };
    }
  }
}

const LONGEST_WAIT = 2000; // ms: a page that is never idle loads them all the same
