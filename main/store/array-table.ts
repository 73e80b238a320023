import type Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import type { NamedArray } from '../../app/run/checkpoint.ts';
import { bytesOf, float64Of } from './chunk-row.ts';
import { StoreError } from './error.ts';

interface ArrayRow {
  readonly name: string;
  readonly shape: string;
  readonly values: Buffer;
}

/**
 * Arrays of runs and of their checkpoints. Equal contents are kept once, however many runs share them (the data and the start of a pair or a
 * sweep), and go with the last array that needs them. Writing runs within a transaction of its caller.
 */
export class ArrayTable {
  readonly #database: Database.Database;
  constructor(database: Database.Database) {
    this.#database = database;
  }

  /** @param checkpoint its key; null for arrays kept with the run, where a later array replaces one of the same name. */
  save(run: string, checkpoint: number | null, { name, shape, values }: NamedArray): void {
    const count = shape.reduce((product, length) => product * length, 1);
    if (count !== values.length)
      throw new StoreError(
        'bad-array',
        `The array ${name} was refused: ${values.length} values do not have the shape [${shape.join(', ')}].`,
      );
    const bytes = bytesOf(values);
    const hash = createHash('sha256').update(bytes).digest();
    this.#database
      .prepare('DELETE FROM arrays WHERE run = ? AND checkpoint IS ? AND name = ?')
      .run(run, checkpoint, name);
    this.#database
      .prepare('INSERT INTO contents (hash, "values") VALUES (?, ?) ON CONFLICT DO NOTHING')
      .run(hash, bytes);
    this.#database
      .prepare('INSERT INTO arrays (run, checkpoint, name, shape, hash) VALUES (?, ?, ?, ?, ?)')
      .run(run, checkpoint, name, JSON.stringify(shape), hash);
  }

  /** Names of the arrays kept with a run, in the order they were saved. */
  names(run: string): string[] {
    return this.#database
      .prepare<[string], string>('SELECT name FROM arrays WHERE run = ? AND checkpoint IS NULL ORDER BY key')
      .pluck()
      .all(run);
  }

  /** Arrays of a run (`checkpoint` null) or of a checkpoint whose name begins with `prefix`, in the order they were saved. */
  *read(run: string, checkpoint: number | null, prefix: string): Generator<NamedArray> {
    const keys = this.#database
      .prepare<[string, number | null, number, string], number>(
        'SELECT key FROM arrays WHERE run = ? AND checkpoint IS ? AND substr(name, 1, ?) = ? ORDER BY key',
      )
      .pluck()
      .all(run, checkpoint, prefix.length, prefix);
    const one = this.#database.prepare<[number], ArrayRow>(
      'SELECT name, shape, "values" FROM arrays JOIN contents USING (hash) WHERE arrays.key = ?',
    );
    for (const key of keys) {
      const row = one.get(key);
      if (row)
        yield { name: row.name, shape: JSON.parse(row.shape) as number[], values: float64Of(row.values) };
    }
  }
}
