/** A table: the names of its columns and its rows, every field as text. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly Row[];
}

interface Row {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** One field for each column. */
  readonly fields: readonly string[];
}

/**
 * Reads a table of RFC 4180: fields between commas, quoted where they hold commas, quotes (doubled) or line ends; lines end by LF or CRLF;
 * the first line names the columns. Empty lines are skipped.
 * @throws Error naming line and column
 */
export function parseCsv(text: string): Table {
  const [first, ...rows] = [...records(text)];
  if (!first) throw new Error('it is empty');
  const header = first.fields.map((name) => name.trim());
  header.forEach((name, i) => {
    if (name === '') throw new Error(`line ${first.line}: column ${i + 1} has no name`);
    if (header.indexOf(name) < i) throw new Error(`line ${first.line}: two columns are named "${name}"`);
  });
  for (const { line, fields } of rows)
    if (fields.length !== header.length)
      throw new Error(`line ${line} has ${fields.length} fields, and there are ${header.length} columns`);
  return { header, rows };
}

/** A field, quoted or bare, and what ends it. */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

function* records(text: string): Generator<Row> {
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const begin = line;
    const fields: string[] = [];
    for (let end = ','; end === ',';) {
      FIELD.lastIndex = at;
      const found = FIELD.exec(text);
      if (!found)
        throw new Error(
          `line ${line}, column ${fields.length + 1}: a quote that is not closed, or text beside a quoted field`,
        );
      const [whole, quoted, bare = '', terminator = ''] = found;
      fields.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
      line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
      at += whole.length;
      end = terminator;
    }
    if (fields.length > 1 || fields[0] !== '') yield { line: begin, fields };
  }
}
