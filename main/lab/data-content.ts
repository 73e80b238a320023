import type { DataContent } from '../../app/contract/data-file.ts';
import { LARGEST_TABLE } from '../../app/contract/data-file.ts';
import { parseCsv } from '../engine/objective/data/csv-table.ts';
import { numberOf } from '../engine/objective/data/csv.ts';
import { isZipped, readIdx } from '../engine/objective/data/idx-array.ts';
import { refuse } from './problem.ts';

const LOOKED_AT = 4096; // bytes at the beginning that tell texts from others

/** What is in the bytes of a file: a table, or an IDX array where they are no text. @throws LabError saying what does not fit */
export async function contentOf(file: string, bytes: Uint8Array): Promise<DataContent> {
  try {
    if (bytes.length === 0) throw new Error('it is empty');
    const isText = !isZipped(bytes) && !bytes.subarray(0, LOOKED_AT).includes(0);
    return isText && !/\.idx$|-ubyte$/.test(file) ? table(bytes) : await array(bytes);
  } catch (error) {
    throw refuse('bad-data', `${file} does not fit: ${(error as Error).message}.`);
  }
}

function table(bytes: Uint8Array): DataContent {
  if (bytes.length > LARGEST_TABLE)
    throw new Error(
      `a table is looked through up to ${LARGEST_TABLE / 1e6} MB, and it has ${Math.ceil(bytes.length / 1e6)} MB; on the machine of the lab it can be named by its path`,
    );
  const { header, rows } = parseCsv(textOf(bytes));
  if (rows.length === 0) throw new Error('it has a header and no rows');
  if (header.length < 2)
    throw new Error('it has one column, and at least one input and one target are needed');
  const columns = header.map((name, column) => {
    const first = rows.find(({ fields }) => numberOf(fields[column]!) === null);
    return { name, label: first ? { line: first.line, text: first.fields[column]!.slice(0, 60) } : null };
  });
  if (columns.filter(({ label }) => label === null).length === 0)
    throw new Error(
      `no column holds numbers alone: "${columns[0]!.name}" has "${columns[0]!.label!.text}" on line ${columns[0]!.label!.line}`,
    );
  return { kind: 'csv', rows: rows.length, columns };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is no text in UTF-8');
  }
}

async function array(bytes: Uint8Array): Promise<DataContent> {
  const { shape } = await readIdx(bytes);
  if (shape.length === 2 || shape.length > 4 || shape.length === 0)
    throw new Error(
      `labels have one dimension and images three or four, and it has ${shape.length} (${shape.join(' × ')})`,
    );
  return { kind: 'idx', shape };
}
