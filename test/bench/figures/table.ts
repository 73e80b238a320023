/** A table of texts; the first column names its lines. */
export interface Table {
  readonly title: string;
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** The table with aligned columns, for a terminal. */
export function plainText({ title, header, lines }: Table): string {
  const widths = columnWidths([header, ...lines]);
  const text = (cells: readonly string[]): string => padded(cells, widths).join('   ').trimEnd();
  return [title, ...[header, ...lines].map((line) => `  ${text(line)}`)].join('\n');
}

/** The table as Prettier formats it in Markdown, under its title in bold. */
export function markdown({ title, header, lines }: Table): string {
  const all = [header, ...lines].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = columnWidths(all).map((width) => Math.max(3, width));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = all.map((cells) => padded(cells, widths));
  const rule = widths.map((width) => '-'.repeat(width));
  return [`**${title}**`, '', ...[head, rule, ...body].map(row)].join('\n');
}

function columnWidths(lines: readonly (readonly string[])[]): number[] {
  const columns = Math.max(...lines.map(({ length }) => length));
  return Array.from({ length: columns }, (_, i) =>
    Math.max(...lines.map((cells) => [...(cells[i] ?? '')].length)),
  );
}

function padded(cells: readonly string[], widths: readonly number[]): string[] {
  return widths.map((width, i) => {
    const cell = cells[i] ?? '';
    return cell + ' '.repeat(width - [...cell].length);
  });
}
