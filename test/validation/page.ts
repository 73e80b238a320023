import { holds, type Part, type Row } from './row.ts';

/** The page of what was found, and how many rows do not hold. */
export function page(
  found: readonly { readonly part: Part; readonly rows: readonly Row[] }[],
  { version, date }: { readonly version: string; readonly date: string },
): { readonly text: string; readonly failed: number } {
  const sections = found.map(({ part, rows }) =>
    [
      `## ${part.title}`,
      part.text,
      `\`ravine run docs/validation/${part.file}.json\``,
      [
        '| run | quantity | predicted | measured | error | asked | |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        ...rows.map(line),
      ].join('\n'),
    ].join('\n\n'),
  );
  const failed = found.flatMap(({ rows }) => rows).filter((row) => !holds(row)).length;
  const head = [
    '# Validation',
    `What theory predicts beside what runs measured, by Ravine ${version} on ${date}. \`npm run validate\` runs every experiment again and writes this page; each command runs those of one part and prints what they measured. ` +
      'Definitions: [theory.md](theory.md), [series.md](series.md). All in float64.',
  ];
  return { text: `${[...head, ...sections].join('\n\n')}\n`, failed };
}

function line(row: Row): string {
  const { of, quantity, predicted, measured, within } = row;
  const apart = Math.abs(measured - predicted);
  const relative = predicted === 0 ? apart : apart / Math.abs(predicted);
  const asked =
    'band' in within
      ? `${within.band[0]} to ${within.band[1]}`
      : 'relative' in within
        ? `± ${digits(within.relative, 2)} relative`
        : within.absolute === 0
          ? 'exactly'
          : `± ${digits(within.absolute, 2)}`;
  const cells = [of, quantity, digits(predicted, 8), digits(measured, 8), digits(relative, 2), asked];
  return `| ${[...cells, holds(row) ? 'holds' : '**does not hold**'].join(' | ').replaceAll('|δ|', '\\|δ\\|').replaceAll('|m|', '\\|m\\|')} |`;
}

function digits(value: number, count: number): string {
  return String(Number(value.toPrecision(count)));
}
