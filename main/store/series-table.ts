import type Database from 'better-sqlite3';
import { seriesOrder } from '../../app/series/names.ts';
import type { SeriesChunk } from '../../app/series/chunk.ts';
import {
  countBefore,
  countSteps,
  expandSteps,
  joinSteps,
  lastStep,
  sliceSteps,
  stepAt,
} from '../../app/series/steps.ts';
import { chunkColumns, float64Of, FULL, stepsOf } from './chunk-row.ts';
import type { ChunkPlace, Piece } from './chunk-row.ts';
import { StoreError } from './error.ts';

/** Steps are whole numbers up to 2⁵³. */
const END = Number.MAX_SAFE_INTEGER;

interface Blobs {
  readonly steps: Buffer | null;
  readonly values: Buffer;
}

/** The points of all series, as chunks of up to 8192. Writing runs within a transaction of its caller. */
export class SeriesTable {
  readonly #database: Database.Database;
  readonly #find: Database.Statement<[string, string], number>;
  readonly #lastPlace: Database.Statement<[number], ChunkPlace>;
  /** The chunk that holds a step, or the first after it. */
  readonly #placeAt: Database.Statement<[{ series: number; step: number }], ChunkPlace>;
  readonly #blobs: Database.Statement<[number], Blobs>;
  readonly #insert: Database.Statement<unknown[]>;
  readonly #delete: Database.Statement<[number]>;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#find = database
      .prepare<[string, string], number>('SELECT key FROM series WHERE run = ? AND name = ?')
      .pluck();
    this.#lastPlace = database.prepare(
      'SELECT key, first, last, count, stride FROM chunks WHERE series = ? ORDER BY first DESC LIMIT 1',
    );
    this.#placeAt = database.prepare(
      `SELECT key, first, last, count, stride FROM chunks
       WHERE series = :series AND last >= :step AND first >= coalesce(
         (SELECT first FROM chunks WHERE series = :series AND first <= :step ORDER BY first DESC LIMIT 1), 0)
       ORDER BY first LIMIT 1`,
    );
    this.#blobs = database.prepare('SELECT steps, "values" FROM chunks WHERE key = ?');
    this.#insert = database.prepare(
      'INSERT INTO chunks (series, first, last, count, stride, steps, extremes, "values") VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#delete = database.prepare('DELETE FROM chunks WHERE key = ?');
  }

  /** Names with their points, in `seriesOrder`. */
  list(run: string): { name: string; points: number }[] {
    return this.#database
      .prepare<[string], { name: string; points: number }>(
        'SELECT name, sum(count) AS points FROM series JOIN chunks ON series = series.key WHERE run = ? GROUP BY name',
      )
      .all(run)
      .sort((a, b) => seriesOrder(a.name, b.name));
  }

  /**
   * Adds points at the end of a series. Where they begin at or before its last step they replace what was there from their first step on: a
   * run that goes on from a checkpoint records those steps again.
   *
   * The tail is kept short by joining it with every stretch that is not longer than what comes: behind the full chunks there are at most
   * log₂ 8192 shorter ones, and a point is written again at most as often, however small the batches.
   */
  append(run: string, chunk: SeriesChunk): void {
    if (countSteps(chunk.steps) === 0 && chunk.values.length === 0) return;
    checkPoints(chunk);
    const series = this.#keyOf(run, chunk.name);
    let piece: Piece = chunk;
    let place = this.#lastPlace.get(series);
    const first = stepAt(chunk.steps, 0);
    if (place && first <= place.last) {
      this.#dropFrom(series, first);
      place = this.#lastPlace.get(series);
    }
    while (place && place.count < FULL) {
      const count = piece.values.length;
      if (place.count > count && place.count + count < FULL) break;
      piece = join(this.#read(place), piece);
      this.#delete.run(place.key);
      place = this.#lastPlace.get(series);
    }
    for (let begin = 0; begin < piece.values.length; begin += FULL)
      this.#insert.run(
        series,
        ...chunkColumns(slice(piece, begin, Math.min(begin + FULL, piece.values.length))),
      );
  }

  /** Removes the points of all series at `step` and later. */
  truncate(run: string, step: number): void {
    const all = this.#database.prepare<[string], number>('SELECT key FROM series WHERE run = ?').pluck();
    for (const series of all.all(run)) this.#dropFrom(series, step);
  }

  /** Chunks that reach into [from, to], in order, without their values. */
  places(run: string, name: string, from = 0, to = END): ChunkPlace[] {
    const series = this.#find.get(run, name);
    if (series === undefined) return [];
    return this.#database
      .prepare<[number, number, number], ChunkPlace>(
        'SELECT key, first, last, count, stride FROM chunks WHERE series = ? AND first <= ? AND last >= ? ORDER BY first',
      )
      .all(series, to, from);
  }

  /** The last step of a series; null where it has no points. */
  end(run: string, name: string): number | null {
    const series = this.#find.get(run, name);
    return series === undefined ? null : (this.#lastPlace.get(series)?.last ?? null);
  }

  /**
   * The points up to `end`, piece by piece. No statement stays open between two, so the store can be written meanwhile, and short chunks joined.
   */
  *chunks(run: string, name: string, end: number): Generator<SeriesChunk> {
    const series = this.#find.get(run, name);
    if (series === undefined) return;
    const next = this.#database.transaction((from: number): Piece | null => {
      const place = this.#placeAt.get({ series, step: from });
      return place && place.first <= end ? this.piece(place, from, end) : null;
    });
    let from = 0;
    for (let piece = next(from); piece && piece.values.length > 0; piece = next(from)) {
      yield { name, ...piece };
      from = lastStep(piece.steps) + 1;
    }
  }

  /** The part of a chunk within [from, to]. */
  piece(place: ChunkPlace, from: number, to: number): Piece {
    const piece = this.#read(place);
    if (place.first >= from && place.last <= to) return piece;
    return slice(piece, countBefore(piece.steps, from), countBefore(piece.steps, Math.floor(to) + 1));
  }

  /** The extremes of a whole chunk's blocks with its steps; null where it has none because it is short. */
  extremes(place: ChunkPlace): { readonly steps: Piece['steps']; readonly blocks: Float64Array } | null {
    const row = this.#database
      .prepare<[number], { steps: Buffer | null; extremes: Buffer | null }>(
        'SELECT steps, extremes FROM chunks WHERE key = ?',
      )
      .get(place.key);
    return row?.extremes ? { steps: stepsOf(place, row.steps), blocks: float64Of(row.extremes) } : null;
  }

  #keyOf(run: string, name: string): number {
    return (
      this.#find.get(run, name) ??
      Number(
        this.#database.prepare('INSERT INTO series (run, name) VALUES (?, ?)').run(run, name).lastInsertRowid,
      )
    );
  }

  #read(place: ChunkPlace): Piece {
    const row = this.#blobs.get(place.key);
    // It was joined with another since its place was read.
    if (!row) throw new StoreError('busy', 'The series changed while it was read. Read it again.');
    return { steps: stepsOf(place, row.steps), values: float64Of(row.values) };
  }

  #dropFrom(series: number, step: number): void {
    const place = this.#database
      .prepare<[number, number, number], ChunkPlace>(
        'SELECT key, first, last, count, stride FROM chunks WHERE series = ? AND first < ? AND last >= ?',
      )
      .get(series, step, step);
    this.#database.prepare('DELETE FROM chunks WHERE series = ? AND first >= ?').run(series, step);
    if (!place) return;
    const piece = this.#read(place);
    this.#delete.run(place.key);
    this.#insert.run(series, ...chunkColumns(slice(piece, 0, countBefore(piece.steps, step))));
  }
}

function checkPoints({ name, steps, values }: SeriesChunk): void {
  const expanded = expandSteps(steps);
  const problem =
    expanded.length !== values.length
      ? `${expanded.length} steps and ${values.length} values`
      : !expanded.every(
            (step, i) => Number.isSafeInteger(step) && step >= 0 && (i === 0 || step > expanded[i - 1]!),
          )
        ? 'steps that are not whole, not negative and rising'
        : null;
  if (problem)
    throw new StoreError('bad-points', `Points of the series ${name} were refused: they have ${problem}.`);
}

function join(a: Piece, b: Piece): Piece {
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { steps: joinSteps(a.steps, b.steps), values };
}

function slice({ steps, values }: Piece, begin: number, end: number): Piece {
  return { steps: sliceSteps(steps, begin, end), values: values.slice(begin, end) };
}
