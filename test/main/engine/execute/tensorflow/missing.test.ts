import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openExecutor } from '../../../../../main/engine/execute/executors.ts';
import { addonFile, nativeFolder } from '../../../../../main/engine/execute/tensorflow/native.ts';
import { loadProblem, translated } from '../../../../../main/engine/execute/tensorflow/problem.ts';

const { XDG_CACHE_HOME } = process.env;
let cache: string;

beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'ravine-test-'));
  process.env['XDG_CACHE_HOME'] = cache;
});

afterAll(() => {
  if (XDG_CACHE_HOME === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = XDG_CACHE_HOME;
  rmSync(cache, { recursive: true });
});

const installed = (() => {
  try {
    createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json');
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!installed)('a damaged native part is told as such, with what to do', async () => {
  const addon = addonFile(nativeFolder('tensorflow-cpu'));
  mkdirSync(dirname(addon), { recursive: true });
  writeFileSync(addon, 'half an addon');
  await expect(openExecutor('tensorflow')).rejects.toMatchObject({
    name: 'EngineError',
    code: 'backend-missing',
    message: expect.stringMatching(/damaged.*npm run native/) as string,
  });
});

test.each([
  ["Cannot find module '@tensorflow/tfjs-node'", /npm ci/],
  ['The Node.js native addon module (tfjs_binding.node) can not be found at path: /x', /npm run native/],
  [
    'libcudart.so.12: cannot open shared object file: No such file or directory',
    /libcudart\.so\.12 is missing/,
  ],
  // An addon of another TensorFlow, of another system.
  [
    '/c/tfjs_binding-4.22.0.node: undefined symbol: TF_LoadSessionFromSavedModel',
    /of another version .*npm run native/,
  ],
  [
    "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /c/libtensorflow_cc.so.2)",
    /npm run native/,
  ],
  ['libtensorflow_cc.so.2: file too short', /damaged/],
])('what keeps TensorFlow from being loaded is told: %s', (said, message) => {
  expect(loadProblem(new Error(said))).toMatchObject({
    code: 'backend-missing',
    message: expect.stringMatching(message) as string,
  });
});

test.each([
  ['Session fail to run with error: OOM when allocating tensor with shape[1000,1000]', 'out-of-memory'],
  ['Failed to allocate request for 8.00GiB (8589934592B) on device ordinal 0', 'out-of-memory'],
  ['RESOURCE_EXHAUSTED: Out of memory while trying to allocate 1099511627776 bytes.', 'out-of-memory'],
  ["No registered 'Enter' OpKernel for XLA_CPU_JIT devices", 'operation'],
  ['Session fail to run with error: indices[0] = 2 is not in [0, 2)', 'tensorflow'],
])('TensorFlow’s errors are the engine’s: %s', (said, code) => {
  expect(translated('running program step', new Error(said))).toMatchObject({
    code,
    message: expect.stringContaining(said) as string,
  });
});
