import type { Text } from './data.ts';

/** Jane Austen's Emma as it comes with the lab (resources/data/README.md): its characters, and how many of them differ. */
export const EMMA = { length: 883_028, vocabulary: 76 } as const;

/** Examples that a text of a length holds: stretches of `positions` characters one after the other, each followed by a character to predict. */
export function examplesOfText(length: number, positions: number): number {
  return Math.floor(Math.max(0, length - 1) / positions);
}

/** How many characters may occur in a text; null where only its file tells. */
export function vocabularySize({ path, vocabulary }: Text): number | null {
  if (vocabulary !== undefined) return [...vocabulary].length;
  return path === undefined ? EMMA.vocabulary : null;
}
