import { logLogSlope } from '../figures/statistics.ts';
import type { Table } from '../figures/table.ts';
import { threeDigits, verdict } from '../figures/text.ts';
import type { Cost } from './costs.ts';
import type { Sized } from './experiments.ts';

/** A cost against a size. */
export interface Growth {
  readonly name: string;
  readonly title: string;
  readonly sizes: readonly Sized[];
  readonly measure: (experiment: object) => Promise<Cost>;
}

const LARGE_END = 3; // sizes
const PROMISED = 1.05; // the exponent

/** The cost at every size, and its exponent over the largest of them. */
export async function growthTable(
  { name, title, sizes, measure }: Growth,
  tell: (done: string) => void,
): Promise<Table> {
  const costs: (Cost & { readonly size: number })[] = [];
  for (const { size, experiment } of sizes) {
    costs.push({ size, ...(await measure(experiment)) });
    tell(`${name} ${size}: ${costs.at(-1)!.text}`);
  }
  const exponent = logLogSlope(costs.slice(-LARGE_END).map(({ size, value }) => [size, value]));
  return {
    title,
    header: ['', 'cost', 'executor'],
    lines: [
      ...costs.map(({ size, text, executor }) => [size.toLocaleString('en-US'), text, executor]),
      ['exponent at the large end', threeDigits(exponent), verdict(exponent, { most: PROMISED })],
    ],
  };
}
