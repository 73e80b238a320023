import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseExperiment } from '../../app/experiment/parse.ts';
import { resourcePath } from '../../main/resources.ts';

const data = resourcePath('data');

describe('data sets', () => {
  const listed = [
    ...readFileSync(join(data, 'README.md'), 'utf8').matchAll(/`([\w/.-]+)` .*`([0-9a-f]{64})`/g),
  ].map(([, file = '', sum = '']) => ({ file, sum }));

  test('the README lists every file', () => {
    const folders = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const zipped = folders.flatMap(({ name }) =>
      readdirSync(join(data, name))
        .filter((file) => file.endsWith('.gz'))
        .map((file) => `${name}/${file}`),
    );
    expect(listed.map(({ file }) => `${file}.gz`).toSorted()).toEqual(zipped.toSorted());
    for (const { name } of folders) expect(readdirSync(join(data, name))).toContain('LICENSE.txt');
  });

  test.each(listed)('$file has its sum', ({ file, sum }) => {
    const bytes = gunzipSync(readFileSync(join(data, `${file}.gz`)));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sum);
  });
});

describe('presets', () => {
  const names = readdirSync(resourcePath('presets'));

  test.each(names)(
    '%s has a title, a sentence and valid experiments that share seed and objective',
    (name) => {
      const preset = JSON.parse(readFileSync(resourcePath('presets', name), 'utf8')) as {
        title: string;
        sentence: string;
        experiments: unknown[];
      };
      expect(Object.keys(preset)).toEqual(['title', 'sentence', 'experiments']);
      expect(preset.title).toMatch(/\S/);
      expect(preset.sentence).toMatch(/\.$/);
      const parsed = preset.experiments.map(parseExperiment);
      const experiments = parsed.map((one) => ('experiment' in one ? one.experiment : one.problems));
      for (const experiment of experiments) expect(experiment).toHaveProperty('version', 1);
      const shared = experiments.map((one) =>
        'seed' in one ? { seed: one.seed, objective: one.objective } : one,
      );
      for (const one of shared) expect(one).toEqual(shared[0]);
    },
  );
});
