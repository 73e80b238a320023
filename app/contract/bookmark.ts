/** A view that is kept under a name: all that it shows is in its address (docs/renderer.md). */
export interface Bookmark {
  readonly id: string;
  readonly name: string;
  /** What stands in the page's address from `#` on. */
  readonly address: string;
  readonly createdAt: string;
}

export const LONGEST_NAME = 200;

/** A comparison of some thousand runs. */
export const LONGEST_ADDRESS = 100_000;

/** Whether a text is the address of a view: nothing else can be kept, so that a bookmark leads nowhere but into the lab. */
export function isAddress(text: string): boolean {
  return /^#\/[^\s\p{Cc}]*$/u.test(text);
}
