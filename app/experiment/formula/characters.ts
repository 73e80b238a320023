/** What stands in a formula for a sign that people write elsewhere. */
const instead: ReadonlyMap<string, string> = new Map([
  ['**', '^'],
  ['²', '^2'],
  ['³', '^3'],
  ['·', '*'],
  ['×', '*'],
  ['÷', '/'],
  ['√', 'sqrt(…)'],
  ['|', 'abs(…)'],
]);

/** A sign that no formula has, where it stands, and what to write for it where that is known. */
export interface ForeignSign {
  readonly sign: string;
  readonly offset: number;
  readonly instead: string | null;
}

/** The signs of a text that no formula has, each where it first stands; the parser would take some for its own language's. */
export function foreignSigns(text: string): ForeignSign[] {
  const found = [...text.matchAll(/\*\*|[^\w\sπ.,+\-*/^()]/gu)].reverse();
  const first = new Map(found.map(({ 0: sign, index }) => [sign, index]));
  return [...first]
    .map(([sign, offset]) => ({ sign, offset, instead: instead.get(sign) ?? null }))
    .sort((a, b) => a.offset - b.offset);
}
