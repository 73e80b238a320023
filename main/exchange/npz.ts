import { Zip, ZipPassThrough } from 'fflate';
import type { NamedArray } from '../../app/run/checkpoint.ts';
import type { RecordedRun } from '../../app/run/recorded-run.ts';
import { expandSteps } from '../../app/series/steps.ts';
import { ExchangeError } from './error.ts';
import { toNpy } from './npy.ts';

/** What a zip archive without its 64-bit extension can hold. */
const MOST_BYTES = 2 ** 32 - 1;
const MOST_FILES = 2 ** 16 - 1;
/** Bytes around a file in the archive, generously: its .npy header, and what the archive writes before it and in its directory. */
const OVERHEAD = 512;

/** As NumPy's own: the same run gives the same bytes at any time. */
const EPOCH = new Date(1980, 0, 1);

/**
 * A run as a NumPy .npz archive (docs/exports.md), uncompressed as `numpy.savez` writes it: `series/NAME/step`, `series/NAME/value` and every
 * array kept with the run under its name. Comes in pieces. @throws ExchangeError beyond 4 GiB.
 */
export function* toNpz(recorded: RecordedRun): Generator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  let bytes = 0;
  let files = 0;
  for (const { name, shape, values } of contents(recorded)) {
    bytes += values.byteLength + 2 * name.length + OVERHEAD;
    files++;
    if (bytes > MOST_BYTES || files > MOST_FILES) throw tooLarge(recorded.run.id);
    const file = new ZipPassThrough(`${name}.npy`);
    file.mtime = EPOCH;
    zip.add(file);
    file.push(toNpy(shape, values), true);
    yield* pieces.splice(0);
  }
  zip.end();
  yield* pieces;
}

function* contents(recorded: RecordedRun): Generator<NamedArray> {
  for (const name of recorded.series) {
    const chunks = [...recorded.chunks(name)];
    const count = chunks.reduce((sum, { values }) => sum + values.length, 0);
    const step = new Float64Array(count);
    const value = new Float64Array(count);
    let at = 0;
    for (const chunk of chunks) {
      step.set(expandSteps(chunk.steps), at);
      value.set(chunk.values, at);
      at += chunk.values.length;
    }
    yield { name: `series/${name}/step`, shape: [count], values: step };
    yield { name: `series/${name}/value`, shape: [count], values: value };
  }
  yield* recorded.arrays();
}

function tooLarge(id: string): ExchangeError {
  return new ExchangeError([
    {
      code: 'too-large',
      message: `Run ${id} does not fit into an NPZ archive, which holds at most 4 GiB and 65,535 arrays. Export it as JSON or CSV.`,
    },
  ]);
}
