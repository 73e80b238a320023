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
 * order. All other columns are inputs and hold numbers.
 * @throws EngineError `missing-data` or `bad-data`, naming the file and, where there is one, line and column
 */
export async function csv({ path, target }: Extract<Data, { kind: 'csv' }>): Promise<DataSet> {
  const file = resolve(path);
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new EngineError(
      'missing-data',
      `The table ${file} cannot be read (${reason(error)}). Put it there, or correct objective.data.path.`,
      { cause: error },
    );
  });
  try {
    return dataSetOf(parseCsv(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), [target].flat());
  } catch (error) {
    throw new EngineError('bad-data', `The table ${file} does not fit: ${reason(error)}.`, { cause: error });
  }
}

function dataSetOf(table: Table, targets: readonly string[]): DataSet {
  const { header, rows } = table;
  const absent = targets.find((name) => !header.includes(name));
  if (absent !== undefined)
    throw new Error(
      `it has no column "${absent}" to predict, only ${header.map((name) => `"${name}"`).join(', ')}`,
    );
  const inputs = header.filter((name) => !targets.includes(name));
  if (inputs.length === 0) throw new Error('no column is left for the inputs');
  if (rows.length === 0) throw new Error('it has a header and no rows');
  const labels = targets.length === 1 ? labelsOf(table, targets[0]!) : null;
  const count = rows.length;
  const train = {
    count,
    inputs: numbersOf(table, inputs),
    targets: labels ? oneHotRows(labels.values, labels.classes) : numbersOf(table, targets),
  };
  const outputs = labels ? labels.classes : targets.length;
  return { inputs: inputs.length, outputs, classes: labels !== null, train, test: null };
}

/** A column's labels as their places in sorted order; null if the first is a number, and so the column is to be one of numbers. */
function labelsOf(
  { header, rows }: Table,
  name: string,
): { readonly values: number[]; readonly classes: number } | null {
  const column = header.indexOf(name);
  if (numberOf(rows[0]!.fields[column]!) !== null) return null;
  const texts = rows.map(({ line, fields }) => {
    const text = fields[column]!.trim();
    if (text === '') throw new Error(`line ${line}, column "${name}": a label is missing`);
    if (numberOf(text) !== null)
      throw new Error(
        `line ${line}, column "${name}": ${text} is a number among labels like "${rows[0]!.fields[column]!}"`,
      );
    return text;
  });
  const sorted = [...new Set(texts)].sort();
  if (sorted.length === 1) throw new Error(`column "${name}" has one label only, "${sorted[0]!}"`);
  const place = new Map(sorted.map((text, i) => [text, i]));
  return { values: texts.map((text) => place.get(text)!), classes: sorted.length };
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
function numberOf(text: string): number | null {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return DECIMAL.test(trimmed) && Number.isFinite(value) ? value : null;
}
