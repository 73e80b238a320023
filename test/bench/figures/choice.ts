import type { Bench, Device } from '../bench.ts';

/** Which benches are to be run. */
export interface Choice {
  readonly markdown: boolean;
  readonly device: Device;
  readonly chosen: readonly { readonly bench: Bench; readonly rows: readonly string[] }[];
}

/** Reads `[--markdown] [--gpu] [BENCH [ROW…]]…`: no bench means all of them, no row all rows of a bench. */
export function parseChoice(
  args: readonly string[],
  benches: readonly Bench[],
): Choice | { readonly problem: string } {
  const chosen: { readonly bench: Bench; readonly rows: string[] }[] = [];
  let markdown = false;
  let device: Device = 'cpu';
  for (const word of args) {
    const bench = benches.find(({ name }) => name === word);
    const last = chosen.at(-1);
    if (word === '--markdown') markdown = true;
    else if (word === '--gpu') device = 'gpu';
    else if (bench) chosen.push({ bench, rows: [] });
    else if (last?.bench.rows?.includes(word)) last.rows.push(word);
    else return { problem: unknown(word, last?.bench, benches) };
  }
  const all = benches.map((bench) => ({ bench, rows: [] }));
  return {
    markdown,
    device,
    chosen: (chosen.length > 0 ? chosen : all).map(({ bench, rows }) => ({
      bench,
      rows: rows.length > 0 ? rows : (bench.rows ?? []),
    })),
  };
}

function unknown(word: string, after: Bench | undefined, benches: readonly Bench[]): string {
  const names = benches.map(({ name, rows = [] }) => [name, ...rows].join(' '));
  const what = after ? `No bench and no row of ${after.name}` : 'No bench';
  return `${what} is called ${word}. There are, with their rows: ${names.join('; ')}.`;
}
