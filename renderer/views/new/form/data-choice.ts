import type { DataFile } from '../../../../app/contract/data-file.ts';
import { fileName } from '../../../../app/experiment/describe.ts';
import { formatNumber } from '../../../../app/format/number.ts';

/**
 * The `data` of an experiment with files that were sent: a table takes the place of what there was, images and labels of IDX files each
 * their own. A target is kept where the table has it.
 */
export function withFiles(
  before: unknown,
  files: readonly DataFile[],
): Readonly<Record<string, unknown>> | null {
  return files.reduce<Readonly<Record<string, unknown>> | null>(
    (data, file) => withFile(isObject(data) ? data : {}, file),
    isObject(before) ? before : null,
  );
}

function withFile(
  data: Readonly<Record<string, unknown>>,
  { path, content }: DataFile,
): Readonly<Record<string, unknown>> {
  if (content.kind === 'csv') {
    const names = content.columns.map(({ name }) => name);
    const targets = data['kind'] === 'csv' ? [data['target']].flat() : [];
    const kept =
      targets.length > 0 && targets.every((name) => typeof name === 'string' && names.includes(name));
    return { kind: 'csv', path, ...(kept ? { target: data['target'] } : {}) };
  }
  const { images, labels, train, test } = data['kind'] === 'idx' ? data : {};
  const own = content.shape.length === 1 ? { images, labels: path } : { images: path, labels };
  return Object.fromEntries(
    Object.entries({ kind: 'idx', ...own, train, test }).filter(([, value]) => value !== undefined),
  );
}

/** What is in a file, in a sentence. */
export function contentText({ path, content }: DataFile): string {
  const name = fileName(path);
  if (content.kind === 'idx') {
    const [count = 0, ...rest] = content.shape;
    return rest.length === 0
      ? `${name}: ${formatNumber(count)} labels.`
      : `${name}: ${formatNumber(count)} images of ${rest.join(' × ')}.`;
  }
  const labels = content.columns.filter(({ label }) => label !== null).map((column) => column.name);
  const but = labels.length === 0 ? 'all of numbers' : `of numbers but ${labels.join(', ')}`;
  return `${name}: ${formatNumber(content.rows)} rows, ${content.columns.length} columns, ${but}.`;
}

/** What in a table does not fit the columns that are predicted: every other one must be of numbers. */
export function inputProblems({ content }: DataFile, target: unknown): readonly string[] {
  if (content.kind !== 'csv') return [];
  const targets = [target].flat();
  return content.columns.flatMap(({ name, label }) =>
    label === null || (targets.length === 1 && targets[0] === name)
      ? []
      : [
          `Column ${JSON.stringify(name)} has ${JSON.stringify(label.text)} on line ${label.line}, which is no number: only a single target column may hold labels.`,
        ],
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
