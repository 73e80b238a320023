/** Something that can be done, by its name: from the palette, by its key, and from the menu of a window. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** A key that does it where nothing is being written: one character; null for none. */
  readonly key: string | null;
  readonly run: () => void;
}

/** The commands in whose titles all words begin a word, the better ones first: all words in a row, then titles that begin with the first, then the others as they come. */
export function found(commands: readonly Command[], text: string): Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...commands];
  const ranked = commands.flatMap((command) => {
    const title = command.title.toLowerCase();
    if (!words.every((word) => beginsWord(title, word))) return [];
    const rank = (title.includes(words.join(' ')) ? 0 : 1) + (title.startsWith(words[0] ?? '') ? 0 : 1);
    return [{ command, rank }];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ command }) => command);
}

function beginsWord(title: string, word: string): boolean {
  for (let at = title.indexOf(word); at >= 0; at = title.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(title[at - 1] ?? '')) return true;
  return false;
}

/** The command of a pressed key, where nothing is being written and no other key is held. */
export function commandOf(event: KeyboardEvent, commands: readonly Command[]): Command | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target))
    return null;
  return commands.find(({ key }) => key !== null && key === event.key) ?? null;
}

/** Whether a key is the palette's: Ctrl+K, on a Mac ⌘K, also while something is being written. */
export function opensPalette(event: KeyboardEvent): boolean {
  return (
    (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k'
  );
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const dialog = target.closest('dialog');
  // What stood in a dialog keeps the focus a moment after it is closed.
  if (dialog) return dialog.open;
  return target.isContentEditable || target.closest('input, textarea, select, [role=slider]') !== null;
}
