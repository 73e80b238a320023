import { csvCell } from '../../app/format/csv.ts';
import type { RecordedRun } from '../../app/run/recorded-run.ts';
import type { SeriesChunk } from '../../app/series/chunk.ts';
import { expandSteps } from '../../app/series/steps.ts';
import { numberText } from '../../app/format/number-text.ts';

const ROWS = 1000; // a piece of the text

/**
 * A run's series as a table (docs/exports.md): `step,loss,gradientNorm,…`, one row for every step at which anything was recorded, empty
 * cells where a series has no value, numbers in full precision. Comes in pieces of a thousand rows.
 */
export function* toCsv(recorded: RecordedRun): Generator<string> {
  yield `${['step', ...recorded.series].map(csvCell).join(',')}\n`;
  const columns = recorded.series.map((name) => new Column(recorded.chunks(name)));
  let rows = '';
  let count = 0;
  for (;;) {
    const step = columns.reduce((least, column) => Math.min(least, column.step), Infinity);
    if (step === Infinity) break;
    rows += String(step);
    for (const column of columns) rows += column.step === step ? `,${numberText(column.take())}` : ',';
    rows += '\n';
    if (++count % ROWS > 0) continue;
    yield rows;
    rows = '';
  }
  if (rows) yield rows;
}

/** A series walked point by point. */
class Column {
  /** The step of the next point; Infinity behind the last. */
  step = Infinity;
  readonly #chunks: Iterator<SeriesChunk>;
  #steps: Float64Array = new Float64Array();
  #values: Float64Array = new Float64Array();
  #index = 0;

  constructor(chunks: Iterable<SeriesChunk>) {
    this.#chunks = chunks[Symbol.iterator]();
    this.#next();
  }

  /** The next point's value. */
  take(): number {
    const value = this.#values[this.#index]!;
    this.#index++;
    this.#next();
    return value;
  }

  #next(): void {
    while (this.#index >= this.#steps.length) {
      const chunk = this.#chunks.next();
      if (chunk.done) {
        this.step = Infinity;
        return;
      }
      this.#steps = expandSteps(chunk.value.steps);
      this.#values = chunk.value.values;
      this.#index = 0;
    }
    this.step = this.#steps[this.#index]!;
  }
}
