import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Data } from '../../../../app/experiment/data.ts';
import { EngineError } from '../../problem.ts';
import { parseCsv, type Table } from './csv-table.ts';
import type { DataSet } from './data-set.ts';
import { oneHotRows } from './one-hot.ts';
import { reason } from './read-file.ts';

/**
 * A table with a header line. `target` columns are predicted: numbers, or the labels of a single column, which become one-hot in sorted
 * order. A single column holds labels where its cells are no numbers, or where the loss asks for classes. All other columns are inputs and
 * hold numbers.
 * @throws EngineError `missing-data` or `bad-data`, naming the file and, where there is one, line and column
 */
export async function csv(
  { path, target }: Extract<Data, { kind: 'csv' }>,
  asksForClasses: boolean,
): Promise<DataSet> {
  const file = resolve(path);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new EngineError(
      'missing-data',
      `The table ${file} cannot be read (${reason(error)}). Put it there, or correct objective.data.path.`,
      { cause: error },
    );
  });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return dataSetOf(parseCsv(text), [target].flat(), asksForClasses);
  } catch (error) {
    throw new EngineError('bad-data', `The table ${file} does not fit: ${reason(error)}.`, { cause: error });
  }
}

function dataSetOf(table: Table, targets: readonly string[], asksForClasses: boolean): DataSet {
  const { header, rows } = table;
  const absent = targets.find((name) => !header.includes(name));
  if (absent !== undefined)
    throw new Error(
      `it has no column "${absent}" to predict, only ${header.map((name) => `"${name}"`).join(', ')}`,
    );
  const inputs = header.filter((name) => !targets.includes(name));
  if (inputs.length === 0) throw new Error('no column is left for the inputs');
  if (rows.length === 0) throw new Error('it has a header and no rows');
  const label = targets.length === 1 && (asksForClasses || !isNumeric(table, targets[0]!));
  const predicted = label ? oneHotOf(table, targets[0]!) : null;
  const train = {
    count: rows.length,
    inputs: numbersOf(table, inputs),
    targets: predicted?.rows ?? numbersOf(table, targets),
  };
  const outputs = predicted?.classes ?? targets.length;
  return { inputs: inputs.length, outputs, classes: label, train, test: null };
}

/** Whether a column is of numbers, by its first cell. */
function isNumeric({ header, rows }: Table, name: string): boolean {
  return numberOf(rows[0]!.fields[header.indexOf(name)]!) !== null;
}

/** A column's labels as rows of a one among zeros, in sorted order: by value where they are numbers. */
function oneHotOf(table: Table, name: string): { readonly classes: number; readonly rows: Float64Array } {
  const labels: readonly (string | number)[] = isNumeric(table, name)
    ? [...numbersOf(table, [name])]
    : textsOf(table, name);
  const sorted = [...new Set(labels)].sort((a, b) => (a < b ? -1 : 1));
  if (sorted.length === 1) throw new Error(`column "${name}" has one label only, "${sorted[0]!}"`);
  const place = new Map(sorted.map((label, i) => [label, i]));
  const classes = sorted.length;
  return {
    classes,
    rows: oneHotRows(
      labels.map((label) => place.get(label)!),
      classes,
    ),
  };
}

function textsOf({ header, rows }: Table, name: string): string[] {
  const column = header.indexOf(name);
  return rows.map(({ line, fields }) => {
    const text = fields[column]!.trim();
    if (text === '') throw new Error(`line ${line}, column "${name}": a label is missing`);
    if (numberOf(text) !== null)
      throw new Error(
        `line ${line}, column "${name}": ${text} is a number among labels like "${rows[0]!.fields[column]!}"`,
      );
    return text;
  });
}

/** The values of some columns, [rows, names]. */
function numbersOf({ header, rows }: Table, names: readonly string[]): Float64Array {
  const columns = names.map((name) => header.indexOf(name));
  return Float64Array.from(
    rows.flatMap(({ line, fields }) =>
      columns.map((column) => {
        const text = fields[column]!;
        const value = numberOf(text);
        if (value === null)
          throw new Error(`line ${line}, column "${header[column]!}": "${text}" is no number`);
        return value;
      }),
    ),
  );
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A finite decimal number, or null. */
export function numberOf(text: string): number | null {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return DECIMAL.test(trimmed) && Number.isFinite(value) ? value : null;
}
