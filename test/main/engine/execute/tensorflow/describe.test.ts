import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askProbe } from '../../../../../main/engine/execute/tensorflow/describe.ts';
import { deviceOf, gpuModels } from '../../../../../main/engine/execute/tensorflow/gpu.ts';
import { precisionsOf } from '../../../../../main/engine/execute/tensorflow/precisions.ts';
import { EngineError } from '../../../../../main/engine/problem.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ravine-describe-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Asks a probe whose program is given. */
function ask(program: string, limit = 60_000) {
  const file = join(temporaryFolder(), 'probe.mjs');
  writeFileSync(file, program);
  return askProbe(file, limit);
}

const answer = (note: string): string => {
  const identity = { backend: 'tensorflow', library: 'tensorflow 2', device: 'CPU' };
  const description = { ...identity, note, precisions: [], modes: [] };
  return `process.send(${JSON.stringify({ description })}, () => process.disconnect());`;
};

test.each([
  ['crashes', `process.kill(process.pid, 'SIGSEGV');`, /was ended by SIGSEGV\. .*npm run native/],
  [
    'ends',
    `process.stderr.write('terminate called\\n', () => process.exit(134));`,
    /ended with code 134\. terminate called Delete its native part/,
  ],
  ['says nothing', `process.disconnect();`, /said nothing/],
])('a TensorFlow whose process %s is missing, and it is said how', async (_how, program, words) => {
  await expect(ask(program)).rejects.toMatchObject({
    code: 'backend-missing',
    message: expect.stringMatching(words) as string,
  });
});

test('a TensorFlow that hangs is missing', async () => {
  const hang = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
  await expect(ask(hang, 200)).rejects.toMatchObject({
    code: 'backend-missing',
    message: expect.stringMatching(/took longer than 0\.2 s and was ended/) as string,
  });
});

test('why a GPU is not used is told in TensorFlow’s own words where it says something', async () => {
  const log = `process.stderr.write('I0000 oneDNN is on\\nE0000 failed call to cuInit: no driver (303)\\n', () => { `;
  const note = 'The H100 is not used.';
  expect((await ask(`${log}${answer(note)} });`)).note).toBe(
    'The H100 is not used. It says: E0000 failed call to cuInit: no driver (303)',
  );
  expect((await ask(`${log}${answer('')} });`)).note).toBe('');
});

test.each([
  [{ isUsingGpu: true, isForGpus: true }, 'NVIDIA H100', { device: 'NVIDIA H100', note: '' }],
  [{ isUsingGpu: true, isForGpus: true }, undefined, { device: 'GPU', note: '' }],
  [{ isUsingGpu: false, isForGpus: true }, undefined, { device: 'CPU', note: '' }],
  [
    { isUsingGpu: false, isForGpus: false },
    'NVIDIA H100',
    {
      device: 'CPU',
      note: expect.stringMatching(/^The NVIDIA H100 .* for CPUs\. `npm run native -- --gpu`/) as string,
    },
  ],
  [
    { isUsingGpu: false, isForGpus: true },
    'NVIDIA H100',
    {
      device: 'CPU',
      note: expect.stringMatching(/^The NVIDIA H100 is not used: the driver or a CUDA/) as string,
    },
  ],
])('a library %j beside the GPU %s', (library, model, expected) => {
  expect(deviceOf(library, model === undefined ? [] : [model])).toEqual(expected);
});

test('GPUs are those of which the driver tells', () => {
  const folder = temporaryFolder();
  expect(gpuModels(join(folder, '*/information'))).toEqual([]);
  for (const [bus, model] of [
    ['0000:0a:00.0', 'NVIDIA H100 80GB HBM3'],
    ['0000:1b:00.0', 'NVIDIA RTX A2000'],
  ] as const) {
    mkdirSync(join(folder, bus));
    writeFileSync(join(folder, bus, 'information'), `Model: \t\t ${model}\nIRQ: 16\n`);
  }
  expect([...gpuModels(join(folder, '*/information'))].sort()).toEqual([
    'NVIDIA H100 80GB HBM3',
    'NVIDIA RTX A2000',
  ]);
});

test('a TensorFlow without XLA, or without a precision in it, is told apart by trying', () => {
  const loaded: number[] = [];
  /** Refuses what its graph holds of some operations, as a library without them does. */
  const without = (...operations: readonly string[]) => ({
    load: (graph: Uint8Array) => {
      const text = Buffer.from(graph).toString('latin1');
      if (operations.some((operation) => text.includes(operation)))
        throw new EngineError('operation', 'Op type not registered.');
      return loaded.push(1);
    },
    run: () => ({}),
    release: () => void loaded.pop(),
  });
  expect(precisionsOf(without(), 'xla')).toEqual(['float32', 'float64']);
  expect(precisionsOf(without('_XlaMustCompile'), 'xla')).toEqual([]);
  expect(precisionsOf(without('_XlaMustCompile'), 'plain')).toEqual(['float32', 'float64']);
  expect(precisionsOf(without('Bitcast'), 'plain')).toEqual(['float32']); // float64 crosses the border by it
  expect(loaded).toEqual([]);
  const broken = {
    ...without(),
    load: () => {
      throw new TypeError('a defect');
    },
  };
  expect(() => precisionsOf(broken, 'plain')).toThrow(TypeError);
});
