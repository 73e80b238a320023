import * as v from 'valibot';
import { Colours } from '../../app/contract/colours.ts';

const KEY = 'ravine-colours';

/**
 * Light or dark: as the system has it, or as it was chosen. The root element tells the style sheets (style/tokens.css); a canvas asks for the values of
 * their custom properties.
 */
export class Theme {
  #chosen = $state<Colours>('system');
  #systemIsDark = $state(false);
  readonly dark = $derived(this.#chosen === 'system' ? this.#systemIsDark : this.#chosen === 'dark');
  readonly #root: HTMLElement;
  readonly #storage: Storage | null;
  readonly #watchers = new Set<(chosen: Colours) => void>();

  /** @param storage where the choice is kept over a reload; nowhere where left out */
  constructor(storage: Storage | null = null, page: Window = window) {
    this.#root = page.document.documentElement;
    this.#storage = storage;
    const kept = v.safeParse(Colours, storage?.getItem(KEY));
    if (kept.success) this.#chosen = kept.output;
    const query = page.matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = query.matches;
    query.addEventListener('change', ({ matches }) => {
      this.#systemIsDark = matches;
      this.#tellRoot();
    });
    this.#tellRoot();
  }

  get chosen(): Colours {
    return this.#chosen;
  }

  choose(colours: Colours): void {
    this.#chosen = colours;
    this.#storage?.setItem(KEY, colours);
    this.#tellRoot();
    for (const watcher of this.#watchers) watcher(colours);
  }

  /** Tells a listener of every choice, and first of the present one. */
  watch(listener: (chosen: Colours) => void): void {
    this.#watchers.add(listener);
    listener(this.#chosen);
  }

  /** The value of a custom property now. */
  token(name: string): string {
    void this.dark; // What draws with a token draws again when the colours change.
    return getComputedStyle(this.#root).getPropertyValue(name).trim();
  }

  #tellRoot(): void {
    this.#root.dataset['colours'] = this.dark ? 'dark' : 'light';
  }
}
