const LONGEST = 60; // characters of a tag, the contract's limit
const MOST = 50; // tags of a run, likewise

/** Tags after a change as it is written: `paper, -draft` adds the first and takes the second away. Each once, in the order they came. */
export function changedTags(tags: readonly string[], written: string): string[] {
  const changed = new Set(tags);
  for (const word of written.split(',').map((part) => part.trim())) {
    if (word.startsWith('-')) changed.delete(word.slice(1).trim());
    else if (word !== '') changed.add(word.slice(0, LONGEST));
  }
  return [...changed].slice(0, MOST);
}
