import { claims, type Claim } from '../../app/dynamics/claims.ts';
import type { Run } from '../../app/run/run.ts';
import { short, table } from './format.ts';

/** What theory says of a run beside what it measured; empty where it says nothing. */
export function claimsOf({ experiment, summary }: Run): Claim[] {
  return summary ? claims({ experiment, summary }) : [];
}

/** The same as a table, a line each. */
export function claimTable(run: Run): string {
  const rows = claimsOf(run).map(({ claim, quantity, symbol, predicted, measured, remark }) => [
    claim === null ? 'edge' : `claim ${claim}`,
    `${quantity} ${symbol}`,
    short(predicted),
    short(measured),
    remark,
  ]);
  return rows.length === 0 ? '' : table([['', 'quantity', 'predicted', 'measured', ''], ...rows]);
}

/** Predicted and measured of several runs side by side, a line for each claim that one of them has. */
export function claimComparison(runs: readonly Run[]): string {
  const all = runs.map(claimsOf);
  const quantities = new Map(all.flat().map((row) => [row.quantity, row]));
  const rows = [...quantities.values()].map(({ claim, quantity, symbol }) => [
    claim === null ? 'edge' : `claim ${claim}`,
    `${quantity} ${symbol}`,
    ...all.flatMap((own) => {
      const row = own.find((one) => one.quantity === quantity);
      return [short(row?.predicted), short(row?.measured)];
    }),
  ]);
  if (rows.length === 0) return '';
  const names = runs.flatMap(({ name, id }) => [`${name || id}: predicted`, 'measured']);
  return `Theory beside measurement\n${table([['', 'quantity', ...names], ...rows])}`;
}
