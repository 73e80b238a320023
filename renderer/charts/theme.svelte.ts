/** The custom properties of style/tokens.css as a canvas needs them: their values, read anew when the system turns light or dark. */
export class Theme {
  /** Changes with the system's colour scheme. */
  dark = $state(false);
  readonly #root: HTMLElement;

  constructor(page: Window = window) {
    this.#root = page.document.documentElement;
    const query = page.matchMedia('(prefers-color-scheme: dark)');
    this.dark = query.matches;
    query.addEventListener('change', ({ matches }) => (this.dark = matches));
  }

  /** The value of a custom property now. */
  token(name: string): string {
    void this.dark; // What draws with a token draws again when the scheme changes.
    return getComputedStyle(this.#root).getPropertyValue(name).trim();
  }
}
