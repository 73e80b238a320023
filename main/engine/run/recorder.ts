import type { SeriesChunk } from '../../../app/series/chunk.ts';
import { compressSteps } from '../../../app/series/steps.ts';

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
      steps: compressSteps(Float64Array.from(steps)),
      values: Float64Array.from(values),
    }));
    this.#columns = new Map();
    return chunks;
  }
}
