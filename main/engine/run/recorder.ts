import type { SeriesChunk, Steps } from '../../../app/series/chunk.ts';

/** Points of all series since the last take, in rising order of step within a series. */
export class Recorder {
  #columns = new Map<string, { steps: number[]; values: number[] }>();

  add(name: string, step: number, value: number): void {
    let column = this.#columns.get(name);
    if (!column) this.#columns.set(name, (column = { steps: [], values: [] }));
    column.steps.push(step);
    column.values.push(value);
  }

  /** Hands over what was recorded and begins anew. */
  take(): SeriesChunk[] {
    const chunks = [...this.#columns].map(([name, { steps, values }]) => ({
      name,
      steps: compact(steps),
      values: Float64Array.from(values),
    }));
    this.#columns = new Map();
    return chunks;
  }
}

function compact(steps: readonly number[]): Steps {
  const first = steps[0] ?? 0;
  const stride = steps.length > 1 ? steps[1]! - first : 1;
  const regular = steps.every((step, i) => step === first + i * stride);
  return regular
    ? { kind: 'regular', first, stride, count: steps.length }
    : { kind: 'listed', values: Float64Array.from(steps) };
}
