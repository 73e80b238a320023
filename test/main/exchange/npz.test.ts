import { strFromU8, unzipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toNpz } from '../../../main/exchange/npz.ts';
import { temporaryFolder } from '../store/fixture.ts';
import { awkward, recordedRun } from './fixture.ts';

/** Reads a .npy file as its format is described: magic, version, length of the header, header, values. */
function readNpy(file: Uint8Array): { shape: string; values: number[] } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  expect([...file.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  const start = 10 + view.getUint16(8, true);
  expect(start % 64).toBe(0);
  const header = strFromU8(file.subarray(10, start));
  const [, shape] =
    /^\{'descr': '<f8', 'fortran_order': False, 'shape': (\([\d, ]*\)), \} *\n$/.exec(header) ?? [];
  const values = Array.from({ length: (file.length - start) / 8 }, (_, i) =>
    view.getFloat64(start + 8 * i, true),
  );
  return { shape: shape ?? header, values };
}

function archive(): Uint8Array {
  return Buffer.concat([...toNpz(recordedRun())]);
}

test('an archive holds every series and array under its name, bit for bit', () => {
  const files = unzipSync(archive());
  const read = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, readNpy(file)]));
  expect(read).toEqual({
    'series/loss/step.npy': { shape: '(11,)', values: awkward.map((_, i) => i) },
    'series/loss/value.npy': { shape: '(11,)', values: awkward },
    'series/sharpness/step.npy': { shape: '(3,)', values: [0, 3, 10] },
    'series/sharpness/value.npy': { shape: '(3,)', values: [1.5, NaN, 2.5] },
    'start/layer0.weight.npy': { shape: '(2, 3)', values: [1, 2, 3, 4, 5, -0.1] },
    'start/scalar.npy': { shape: '()', values: [7] },
    'checkpoint/5/layer0.weight.npy': { shape: '(2, 3)', values: [6, 5, 4, 3, 2, 1] },
    'data/inputs.npy': { shape: '(0, 4)', values: [] },
  });
});

test.each([
  // Its memory is never touched: it is refused by its length.
  ['4 GiB', () => [{ name: 'large', shape: [2 ** 29], values: new Float64Array(2 ** 29) }]],
  [
    '65,535 arrays',
    () =>
      Array.from({ length: 2 ** 16 }, (_, i) => ({ name: `a${i}`, shape: [0], values: new Float64Array() })),
  ],
])('a run with more than %s is refused: the format cannot hold it', (_most, arrays) => {
  const large = { ...recordedRun(), arrays };
  expect(() => [...toNpz(large)]).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining({ code: 'too-large' })] }) as Error,
  );
});

const python = process.env['RAVINE_PYTHON'] ?? 'python3';
const numpy = spawnSync(python, ['-c', 'import numpy']).status === 0;

test.skipIf(!numpy)(
  `NumPy reads an archive as it was written${numpy ? '' : ` (${python} has no numpy here)`}`,
  () => {
    const file = join(temporaryFolder(), 'run.npz');
    writeFileSync(file, archive());
    const script = `
import json, sys, numpy
arrays = numpy.load(sys.argv[1])
print(json.dumps({name: [a.dtype.str, list(a.shape), [repr(float(x)) for x in a.ravel()]] for name, a in arrays.items()}))`;
    const { stdout, stderr } = spawnSync(python, ['-c', script, file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const arrays = JSON.parse(stdout) as Record<string, [string, number[], string[]]>;
    expect(arrays['start/layer0.weight']).toEqual([
      '<f8',
      [2, 3],
      ['1.0', '2.0', '3.0', '4.0', '5.0', '-0.1'],
    ]);
    expect(arrays['start/scalar']).toEqual(['<f8', [], ['7.0']]);
    expect(arrays['data/inputs']).toEqual(['<f8', [0, 4], []]);
    const [, shape, values] = arrays['series/loss/value']!;
    expect(shape).toEqual([awkward.length]);
    expect(values.slice(2)).toEqual([
      '-0.0',
      '5e-324',
      '1.7976931348623157e+308',
      '1e+21',
      '-1e-07',
      'nan',
      'inf',
      '-inf',
      '1.2345678901234568e+17',
    ]);
  },
);
