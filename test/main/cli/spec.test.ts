import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inSource, readSpecs } from '../../../main/cli/spec.ts';
import { Refusal } from '../../../main/cli/terminal.ts';
import { testTerminal } from './streams.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ravine-spec-'));
});
afterEach(() => rm(folder, { recursive: true }));

const preset = { name: 'pair', title: '', sentence: '', experiments: [{ seed: 1 }, { seed: 2 }] };

function read(specs: string[], input = '') {
  return readSpecs(specs, [preset], testTerminal(input));
}

describe('what SPEC names', () => {
  it('is a file, standard input or a preset, in the order given', async () => {
    const file = join(folder, 'a.json');
    await writeFile(file, '\uFEFF[{"seed":3},{"seed":4}]');
    expect(await read([file, '-', 'preset:pair'], '{"seed":5}')).toEqual([
      { experiment: { seed: 3 }, source: file, place: '[0]' },
      { experiment: { seed: 4 }, source: file, place: '[1]' },
      { experiment: { seed: 5 }, source: 'standard input', place: '' },
      { experiment: { seed: 1 }, source: 'preset:pair', place: '[0]' },
      { experiment: { seed: 2 }, source: 'preset:pair', place: '[1]' },
    ]);
  });

  it('finds a data file beside the experiment file', async () => {
    const data = (path: string) => ({ objective: { data: { kind: 'csv', path } } });
    const images = (images: string, labels: string) => ({
      objective: { data: { kind: 'idx', images, labels } },
    });
    const written = [
      data('iris.csv'),
      data('/data/iris.csv'),
      images('x.gz', '/data/y.gz'),
      images('', 'y.gz'),
    ];
    await writeFile(join(folder, 'a.json'), JSON.stringify(written));
    const found = await read([join(folder, 'a.json')]);
    expect(found.map(({ experiment }) => experiment)).toEqual([
      data(join(folder, 'iris.csv')),
      data('/data/iris.csv'),
      images(join(folder, 'x.gz'), '/data/y.gz'),
      images('', join(folder, 'y.gz')),
    ]);
  });

  it.each([
    ['missing.json', '', /missing\.json cannot be read \(ENOENT\)/],
    ['-', '{"seed":', /^standard input: line 1, column 9: Not JSON/],
    ['-', '[]', /^standard input: Expected at least one experiment/],
    ['preset:none', '', /There is no preset:none\. Presets: pair\./],
  ])('is refused with its reason: %s %s', async (spec, input, reason) => {
    await expect(read([spec], input)).rejects.toThrow(reason);
    await expect(read([spec], input)).rejects.toBeInstanceOf(Refusal);
  });
});

it('places a problem in what the user wrote', () => {
  const written = [
    { experiment: {}, source: 'a.json', place: '' },
    { experiment: {}, source: 'b.json', place: '[4]' },
  ];
  const at = (place: string): string => inSource({ code: 'x', message: 'got 0.', place }, written);
  expect(at('experiments[0].steps')).toBe('a.json: steps: got 0.');
  expect(at('experiments[1].objective.eigenvalues[2]')).toBe('b.json: [4].objective.eigenvalues[2]: got 0.');
  expect(at('experiments[0]')).toBe('a.json: got 0.');
  expect(inSource({ code: 'x', message: 'The disk is full.' }, written)).toBe('The disk is full.');
});
