import { placeWithin } from '../../app/experiment/parse/place.ts';
import { unexpected } from '../../app/experiment/parse/words.ts';
import { textToNonFinite } from '../../app/run/non-finite.ts';
import type { Problem } from '../../app/run/run.ts';
import type { SeriesChunk } from '../../app/series/chunk.ts';
import { compressSteps } from '../../app/series/steps.ts';

/** Names the lab gives: `loss`, `sharpness2`, `w.x`. They become file names in archives. */
const NAME = /^[A-Za-z][\w.]{0,199}$/;

/** The series of a run's file by name, and the first problem of each that cannot be taken. */
export function readSeries(file: Readonly<Record<string, unknown>>): {
  readonly series: ReadonlyMap<string, SeriesChunk>;
  readonly problems: readonly Problem[];
} {
  const series = new Map<string, SeriesChunk>();
  const problems: Problem[] = [];
  for (const [name, content] of Object.entries(file)) {
    const read = readOne(name, content);
    if ('values' in read) series.set(name, read);
    else problems.push(read);
  }
  return { series, problems };
}

function readOne(name: string, content: unknown): SeriesChunk | Problem {
  const place = placeWithin('series', name);
  if (!NAME.test(name)) return unexpected(place, 'a series with a name as the lab gives them', content);
  if (typeof content !== 'object' || content === null)
    return unexpected(place, 'a list step and a list value', content);
  const { step, value } = content as { step?: unknown; value?: unknown };
  if (!Array.isArray(step)) return unexpected(`${place}.step`, 'a list of steps', step);
  if (!Array.isArray(value)) return unexpected(`${place}.value`, 'a list of values', value);
  if (step.length !== value.length)
    return unexpected(`${place}.value`, `${step.length} values, as many as steps`, value.length);
  const steps = new Float64Array(step.length);
  const values = new Float64Array(value.length);
  for (let i = 0; i < step.length; i++) {
    const at: unknown = step[i];
    const least = i === 0 ? 0 : steps[i - 1]! + 1;
    if (!(Number.isSafeInteger(at) && (at as number) >= least))
      return unexpected(`${place}.step[${i}]`, `a whole number of at least ${least}`, at);
    steps[i] = at as number;
    const y = textToNonFinite('', value[i]);
    if (typeof y !== 'number')
      return unexpected(`${place}.value[${i}]`, 'a number, "NaN", "Infinity" or "-Infinity"', y);
    values[i] = y;
  }
  return { name, steps: compressSteps(steps), values };
}
